#!/usr/bin/env python3
"""Writes opened.tsv: what tshark opens of the captures of lab and corpus.

usage: opened.py SHARED > opened.tsv

One line for each TLS connection of which tshark shows plain text (-z follow,tls):
capture, kind of secret, file of secrets, one end, length and SHA-256 of all
plain text that it sent, and the same for the other end.
"""
import csv, glob, hashlib, os, re, subprocess, sys

shared = sys.argv[1]
jobs = []
lab = os.path.join(shared, "lab", "captures")
for line in open(os.path.join(lab, "README.md")):
    m = re.match(r"\| (\S+\.pcap\S*) \|", line)
    if not m or not re.match(r"tlsmx_|tlsgn_|https_|dscpm_https_|ra_tls|ra_dvc_tls|ra_scripted\S*tls|rsmc_|fmt_\S*dsb|fmt_merged|xrdp_ra_tls", m[1]):
        continue
    f = "lab/captures/" + m[1]
    secrets = re.findall(r"`(\S+\.keys?)`", line.split("|")[5])
    if not secrets:
        jobs.append((f, "none", "-"))
    for s in secrets:
        jobs.append((f, "keylog" if s.endswith(".keys") else "rsa-key", "lab/captures/" + s))
for row in csv.DictReader(open(os.path.join(shared, "corpus", "SECRETS.tsv")), delimiter="\t"):
    f = "corpus/" + row["file"]
    kind, s = row["kind"], "corpus/" + row["secret_or_key_file"]
    if kind == "tls-keylog":
        jobs.append((f, "keylog", s))
    elif kind == "rsa-key":
        jobs.append((f, "rsa-key", s))
    elif kind == "embedded-dsb":
        jobs.append((f, "none", "-"))

def tshark(*args):
    return subprocess.run(["tshark", *args], capture_output=True, text=True, errors="replace").stdout

print("# Made by opened.py with", tshark("--version").split("\n")[0])
print("# capture\tkind\tsecrets\tend\tlength\tsha256\tlength\tsha256")
for f, kind, s in jobs:
    path = os.path.join(shared, f)
    opts = ["-r", path, "-o", "tcp.reassemble_out_of_order:TRUE"]
    if kind == "keylog":
        opts += ["-o", "tls.keylog_file:" + os.path.join(shared, s)]
    if kind == "rsa-key":
        opts += ["-o", 'uat:rsa_keys:"%s",""' % os.path.join(shared, s)]
    # RDP servers of the lab listen on ports of their own.
    ports = sorted({l.strip() for l in tshark("-r", path, "-Y", "tcp.flags.syn==1 && tcp.flags.ack==0", "-T", "fields", "-e", "tcp.dstport").split("\n") if l.strip()})
    if f.startswith("lab/"):
        for p in ports:
            if p not in ("443", "80", "1900", "135") and ("ra_" in f):
                opts += ["-d", "tcp.port==%s,tls" % p]
    if "3389" in ports and "rdp-ssl" not in f:
        # tshark takes RDP inside of TLS for TPKT from the first record on.
        opts += ["-d", "tcp.port==3389,tls"]
    streams = sorted({int(x) for l in tshark(*opts, "-Y", "tls", "-T", "fields", "-e", "tcp.stream").split("\n") for x in l.split(",") if x.strip()})
    for n in streams:
        out = tshark(*opts, "-q", "-z", "follow,tls,raw,%d" % n)
        nodes = re.findall(r"Node [01]: (\S+)", out)
        data = [bytearray(), bytearray()]
        body = out.split("\n")
        for l in body:
            if re.fullmatch(r"\t?[0-9a-f]+", l) and len(l.strip()) % 2 == 0:
                data[1 if l[0] == "\t" else 0] += bytes.fromhex(l.strip())
        if not data[0] and not data[1]:
            continue
        h = [hashlib.sha256(d).hexdigest() for d in data]
        print("\t".join([f, kind, s, nodes[0].replace("[", "").replace("]", ""), str(len(data[0])), h[0], str(len(data[1])), h[1]]), flush=True)
