"""The bulletin (情况通报): sentences made from figures that can be counted again."""
