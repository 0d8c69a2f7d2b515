# SPDX-License-Identifier: GPL-3.0-or-later
"""XXH64 with seed 0, once more and apart from recept's: `xxh64.py FILE ...` prints it of each file."""
import struct
import sys

MASK = 2**64 - 1
P1, P2, P3, P4, P5 = (0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x85EBCA77C2B2AE63,
                      0x27D4EB2F165667C5)


def rotate(x, bits):
    return (x << bits | x >> 64 - bits) & MASK


def stir(lane, number):
    return rotate(lane + number * P2 & MASK, 31) * P1 & MASK


def xxh64(data):
    whole = len(data) // 32 * 32
    h = P5
    if whole:
        lanes = [(P1 + P2) & MASK, P2, 0, -P1 & MASK]
        for numbers in struct.iter_unpack("<4Q", data[:whole]):
            lanes = [stir(lane, number) for lane, number in zip(lanes, numbers)]
        h = sum(rotate(lane, bits) for lane, bits in zip(lanes, (1, 7, 12, 18))) & MASK
        for lane in lanes:
            h = ((h ^ stir(0, lane)) * P1 + P4) & MASK
    h = h + len(data) & MASK
    rest = data[whole:]
    while len(rest) >= 8:
        h = (rotate(h ^ stir(0, int.from_bytes(rest[:8], "little")), 27) * P1 + P4) & MASK
        rest = rest[8:]
    if len(rest) >= 4:
        h = (rotate(h ^ int.from_bytes(rest[:4], "little") * P1 & MASK, 23) * P2 + P3) & MASK
        rest = rest[4:]
    for byte in rest:
        h = rotate(h ^ byte * P5 & MASK, 11) * P1 & MASK
    h = (h ^ h >> 33) * P2 & MASK
    h = (h ^ h >> 29) * P3 & MASK
    return f"{h ^ h >> 32:016x}"


if __name__ == "__main__":
    for path in sys.argv[1:]:
        with open(path, "rb") as file:
            print(xxh64(file.read()) + "  " + path)
