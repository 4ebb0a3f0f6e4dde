"""The people and machines that stories are told in: Device, Collect and Office."""
