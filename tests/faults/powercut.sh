#!/bin/bash
# A power cut without a device mapper: what is tried lives on ext4 in a loop image
# whose backing file lies on XFS. `cp --reflink` clones that file in one instant: just
# what has reached the "disk". Mounting the clone replays the journal, as a machine
# does that comes up again.
#
#   powercut.sh up   FOLDER [MB]   mounts FOLDER/live
#   powercut.sh cut  FOLDER        clones this instant and mounts it as FOLDER/crash
#   powercut.sh down FOLDER        unmounts and removes everything
#
# Needs root, loop devices, xfsprogs and e2fsprogs.
set -eu
command=$1
folder=$2
megabytes=${3:-256}

unmount() {
    # Lazily where a process that was killed still lets go of its files.
    if mountpoint -q "$1"; then umount "$1" 2>/dev/null || umount -l "$1"; fi
}

case $command in
up)
    mkdir -p "$folder"/{host,live,crash}
    truncate -s $((megabytes * 3 + 300))M "$folder/host.img"
    mkfs.xfs -q -f -m reflink=1 "$folder/host.img"
    mount -o loop "$folder/host.img" "$folder/host"
    truncate -s "${megabytes}M" "$folder/host/live.img"
    mkfs.ext4 -q "$folder/host/live.img"
    mount -o loop "$folder/host/live.img" "$folder/live"
    ;;
cut)
    cp --reflink=always "$folder/host/live.img" "$folder/host/new.img"
    unmount "$folder/crash"
    mv -f "$folder/host/new.img" "$folder/host/crash.img"
    mount -o loop "$folder/host/crash.img" "$folder/crash"
    ;;
down)
    for each in crash live host; do unmount "$folder/$each"; done
    rm -f "$folder/host.img"
    ;;
esac
