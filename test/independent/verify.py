#!/usr/bin/env python3
"""A second verifier of Originator's evidence, written from docs/audit-format.md alone.

It takes nothing but Python's standard library (3.9 or newer) and, for Ed25519, the command `openssl` (3 or newer).

  verify.py export.ndjson --key originator.pub [--since kept.txt]... [--policy policy.txt]
  verify.py receipt.json --receipt --key originator.pub [--policy policy.txt]
  verify.py pack.zip --key originator.pub [--since kept.txt]... [--policy policy.txt]
  verify.py certificate.json --certificate --key originator.pub [--policy policy.txt]
  verify.py --batch      reads such calls as JSON, each on a line: {"args": [...]}, and answers each with a line

The answer is JSON: {"verified": ..., "why": ..., "level": ..., "values": {"shown": n, "withheld": n, "erased": n}}; the level is
"signed", "kept checkpoint" or "witnessed by n of m".
"""

import argparse
import base64
import binascii
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile

import packing


class Doubt(Exception):
    """The evidence is not to be relied on; the message says why."""


def require(condition, why):
    if not condition:
        raise Doubt(why)


# -- bytes, base64, JSON ---------------------------------------------------------------------------------------------


def sha256(*parts):
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.digest()


def strict_base64(text, what="base64"):
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except (ValueError, binascii.Error, UnicodeEncodeError):
        raise Doubt(f"{what} is not base64")
    require(text and base64.b64encode(raw).decode() == text, f"{what} is not the base64 that its bytes encode to")
    return raw


def base64url(raw):
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def strict_base64url(text, what):
    try:
        raw = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (ValueError, binascii.Error, UnicodeEncodeError):
        raise Doubt(f"{what} is not base64url")
    require(base64url(raw) == text, f"{what} is not the base64url that its bytes encode to")
    return raw


def no_constant(name):
    raise ValueError(name)


def parse_json(raw, what):
    try:
        return json.loads(raw.decode("utf-8"), parse_constant=no_constant)
    except (ValueError, RecursionError):
        raise Doubt(f"{what} is not JSON in UTF-8")


def number_text(value):
    """A number as ECMAScript writes it."""
    value = float(value)
    require(value == value and value not in (float("inf"), float("-inf")), "a number is beyond those of JSON")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = "" if fraction == "0" else fraction
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    digits = digits.rstrip("0")
    if 0 < point <= 21:
        if len(digits) <= point:
            return sign + digits.ljust(point, "0")
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    power = f"e{'+' if point > 0 else '-'}{abs(point - 1)}"
    return sign + digits[0] + (f".{digits[1:]}" if len(digits) > 1 else "") + power


def string_text(value):
    text = json.dumps(value, ensure_ascii=False)
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half.group()):04x}", text)


def json_text(value, indent="", level=0):
    """JSON.stringify of ECMAScript, with members in the order in which they were read."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (int, float)):
        return number_text(value)
    if isinstance(value, str):
        return string_text(value)
    colon = ": " if indent else ":"
    if isinstance(value, dict):
        parts, (begin, end) = [string_text(k) + colon + json_text(v, indent, level + 1) for k, v in value.items()], "{}"
    else:
        parts, (begin, end) = [json_text(v, indent, level + 1) for v in value], "[]"
    if not parts:
        return begin + end
    if not indent:
        return begin + ",".join(parts) + end
    inner, outer = "\n" + indent * (level + 1), "\n" + indent * level
    return begin + inner + ("," + inner).join(parts) + outer + end


def utf16(text):
    return text.encode("utf-16-be", "surrogatepass")


def canonical(value):
    """RFC 8785."""
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda member: utf16(member[0]))
        return "{" + ",".join(string_text(name) + ":" + canonical(inner) for name, inner in members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json_text(value)


def only_form(line, members, what):
    """The object of a line that is in its only form: these members, in this order, and no space."""
    value = parse_json(line, what)
    require(isinstance(value, dict) and list(value) == members, f"{what} has other members")
    require(json_text(value).encode("utf-8", "surrogatepass") == line, f"{what} is not in its only form")
    return value


def is_whole(value, least=0):
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= 2**53 - 1


# -- the tree --------------------------------------------------------------------------------------------------------


def leaf_hash(entry):
    return sha256(b"\x00", entry)


def node_hash(left, right):
    return sha256(b"\x01", left, right)


class Tree:
    def __init__(self):
        self.size = 0
        self.stack = []

    def add(self, entry):
        self.stack.append(leaf_hash(entry))
        rest = self.size
        while rest % 2 == 1:
            self._join(self.stack)
            rest //= 2
        self.size += 1

    @staticmethod
    def _join(stack):
        right, left = stack.pop(), stack.pop()
        stack.append(node_hash(left, right))

    def root(self):
        if not self.stack:
            return sha256()
        stack = list(self.stack)
        while len(stack) > 1:
            self._join(stack)
        return stack[0]


def root_of_proof(leaf, index, size, proof):
    require(index < size, "a leaf index is beyond the tree")
    f, s, r = index, size - 1, leaf
    for q in proof:
        require(s != 0, "a proof is too long")
        if f % 2 == 1 or f == s:
            r = node_hash(q, r)
            while f % 2 == 0 and f != 0:
                f, s = f // 2, s // 2
        else:
            r = node_hash(r, q)
        f, s = f // 2, s // 2
    require(s == 0, "a proof is too short")
    return r


def proof_hashes(texts):
    require(isinstance(texts, list) and all(isinstance(text, str) for text in texts), "a proof is not of hashes")
    hashes = [strict_base64(text, "a hash of a proof") for text in texts]
    require(all(len(one) == 32 for one in hashes), "a hash has not 32 bytes")
    return hashes


# -- keys and checkpoints --------------------------------------------------------------------------------------------

ED25519_DER = bytes.fromhex("302a300506032b6570032100")
CHECKED = {}


def is_ed25519(public_key, text, signature):
    known = (public_key, text, signature)
    if known not in CHECKED:
        with tempfile.TemporaryDirectory() as folder:
            paths = [os.path.join(folder, name) for name in ("key", "text", "signature")]
            for path, content in zip(paths, (ED25519_DER + public_key, text, signature)):
                with open(path, "wb") as file:
                    file.write(content)
            done = subprocess.run(
                ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", paths[0], "-rawin"]
                + ["-in", paths[1], "-sigfile", paths[2]],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
        CHECKED[known] = done.returncode == 0
    return CHECKED[known]


def read_keys(paths):
    keys = {}
    for path in paths:
        with open(path, encoding="utf-8") as file:
            lines = [line for line in file.read().split("\n") if line]
        require(lines, f"{path} holds no key")
        for line in lines:
            name, key_id, encoded = (line.split("+", 2) + ["", ""])[:3]
            raw = strict_base64(encoded, "a key")
            require(len(raw) == 33 and raw[0] == 1 and re.fullmatch(r"[^\s+/]+", name), "a line is no key")
            require(sha256(name.encode() + b"\n", raw).hex()[:8] == key_id, "a key id does not follow from its key")
            keys[(name, key_id)] = raw[1:]
    return keys


class Checkpoint:
    def __init__(self, origin, size, root):
        self.origin, self.size, self.root = origin, size, root
        self.host, self.tenant, epoch = (origin.split("/") + ["", ""])[:3]
        self.epoch = int(epoch)


NOTE = re.compile(r"(([^\n]+)\n(0|[1-9]\d{0,15})\n([^\n]+)\n)\n((?:[^\n]+\n)+)", re.ASCII)
ORIGIN = re.compile(r"[^\s+/]+/[A-Za-z0-9._$-]+/[1-9][0-9]{0,8}")


def open_note(note, keys):
    """Origin, size and root of a note that at least one of the keys has signed, and the names of those keys."""
    match = NOTE.fullmatch(note)
    require(match, "a checkpoint is malformed")
    text, origin, size, root, signatures = match.groups()
    root = strict_base64(root, "a root")
    require(len(root) == 32 and int(size) <= 2**53 - 1, "a checkpoint is malformed")
    lines = signatures.split("\n")[:-1]
    require(len(lines) <= 100, "a checkpoint has too many signature lines")
    signers, seen = [], set()
    for line in lines:
        match = re.fullmatch(r"\u2014 ([^\s+]+) (\S+)", line)
        require(match, "a signature line is malformed")
        name, raw = match.group(1), strict_base64(match.group(2), "a signature line")
        require(len(raw) > 4, "a signature line is too short")
        key = (name, raw[:4].hex())
        require(key not in seen, "two signature lines are of one key")
        seen.add(key)
        if key in keys:
            signers.append((name, keys[key], raw[4:]))
    require(signers, "no known key signed a checkpoint")
    for name, public_key, signature in signers:
        valid = len(signature) == 64 and is_ed25519(public_key, text.encode("utf-8", "surrogatepass"), signature)
        require(valid, "a signature is not valid")
    return origin, int(size), root, [name for name, _, _ in signers]


def open_checkpoint(note, keys):
    origin, size, root, signers = open_note(note, keys)
    require(ORIGIN.fullmatch(origin), "an origin is malformed")
    require(origin.split("/")[0] in signers, "a key signed the log of another host")
    return Checkpoint(origin, size, root)


# -- the host log ----------------------------------------------------------------------------------------------------

HOST_PROOF = ["opening", "size", "root", "consistencyProof", "headIndex", "headProof", "round", "roundProof", "checkpoint"]
HOST_ORIGIN = re.compile(r"([^\s+/]+)/log(?:/epoch-([1-9][0-9]{0,8}))?")


def open_host_checkpoint(note, keys):
    """Epoch, size and root of a checkpoint of the host log, which the keys of the host sign in its own name."""
    require(isinstance(note, str), "a host proof has no checkpoint")
    origin = note.split("\n")[0]
    match = HOST_ORIGIN.fullmatch(origin)
    require(match and match.group(2) != "1", "the origin of the host log is malformed")
    own = {}
    for (name, _), raw in keys.items():
        if name in (match.group(1), origin):
            own[(origin, sha256(origin.encode() + b"\n\x01", raw).hex()[:8])] = raw
    _, size, root, _ = open_note(note, own)
    return int(match.group(2) or 1), size, root


def require_consistent(size, root, checkpoint, proof):
    """RFC 9162, section 2.1.4.2."""
    require(size <= checkpoint.size, "a host proof is of more entries than the checkpoint")
    if size == checkpoint.size:
        require(not proof and root == checkpoint.root, "the host log holds another head")
        return
    path = [root] + proof if size & (size - 1) == 0 else proof
    require(path, "a consistency proof is empty")
    f, s = size - 1, checkpoint.size - 1
    while f % 2 == 1:
        f, s = f // 2, s // 2
    old = new = path[0]
    for q in path[1:]:
        require(s != 0, "a consistency proof is too long")
        if f % 2 == 1 or f == s:
            old, new = node_hash(q, old), node_hash(q, new)
            while f % 2 == 0 and f != 0:
                f, s = f // 2, s // 2
        else:
            new = node_hash(new, q)
        f, s = f // 2, s // 2
    require(s == 0 and old == root and new == checkpoint.root, "the log does not go on from what the host log holds")


def root_of_unknown_size(leaf, index, proof):
    """The root that a proof leads to: up to where it meets the tree's right edge the index says the side, then all are left."""
    inner = 0
    while inner + bin(index >> inner).count("1") < len(proof):
        inner += 1
    require(inner + bin(index >> inner).count("1") == len(proof), "a head has no proof of that length")
    root = leaf
    for level, q in enumerate(proof):
        is_left = level >= inner or (index >> level) % 2 == 1
        root = node_hash(q, root) if is_left else node_hash(root, q)
    return root


def verify_host_proof(proof, checkpoint, keys):
    require(isinstance(proof, dict) and list(proof) == HOST_PROOF, "a host proof has other members")
    require(is_whole(proof["size"], 1) and is_whole(proof["headIndex"]) and is_whole(proof["round"]), "a host proof is malformed")
    opening, root = proof_hashes([proof["opening"], proof["root"]])
    require_consistent(proof["size"], root, checkpoint, proof_hashes(proof["consistencyProof"]))
    name = base64.b64encode(sha256(opening, checkpoint.origin.encode())).decode()
    head = leaf_hash(f"{name}\n{proof['size']}\n{proof['root']}\n".encode())
    sealed = root_of_unknown_size(head, proof["headIndex"], proof_hashes(proof["headProof"]))
    epoch, size, host_root = open_host_checkpoint(proof["checkpoint"], keys)
    require(epoch == checkpoint.epoch, "the host log is of another epoch")
    reached = root_of_proof(leaf_hash(sealed), proof["round"], size, proof_hashes(proof["roundProof"]))
    require(reached == host_root, "the host log does not hold the log")


# -- witnesses -------------------------------------------------------------------------------------------------------


class Policy:
    """The logs and witnesses that are trusted, and how many it takes (c2sp.org/tlog-policy)."""

    def __init__(self, text):
        self.logs, self.witnesses, self.defined, self.quorum = [], [], {}, None
        for words in (line.split() for line in text.split("\n")):
            if not words or words[0].startswith("#"):
                continue
            if words[0] == "log":
                self.logs.append(self.key(words[1]))
            elif words[0] == "witness":
                self.defined[words[1]] = words[1]
                self.witnesses.append((words[1], self.key(words[2])))
            elif words[0] == "group":
                members = [self.defined[name] for name in words[3:]]
                least = {"all": len(members), "any": 1}.get(words[2]) or int(words[2])
                self.defined[words[1]] = (least, members)
            elif words[0] == "quorum":
                self.quorum = (0, []) if words[1] == "none" else self.defined[words[1]]
            else:
                raise Doubt("a line of the policy is none")
        require(self.quorum is not None, "the policy has no quorum")

    @staticmethod
    def key(text):
        name, key_id, encoded = text.split("+", 2)
        raw = strict_base64(encoded, "a key")
        require(sha256(name.encode() + b"\n", raw).hex()[:8] == key_id, "a key id does not follow from its key")
        return name, key_id, raw

    def is_of(self, host, keys):
        """Whether it is for any log, or for the host log of this host, in whatever epoch, with one of its keys."""
        own = [raw for (name, _), raw in keys.items() if name == host]
        logs = [(HOST_ORIGIN.fullmatch(name), raw) for name, _, raw in self.logs]
        return not logs or any(match and match.group(1) == host and raw[1:] in own for match, raw in logs)

    def enough(self, signed, quorum=None):
        quorum = self.quorum if quorum is None else quorum
        if isinstance(quorum, str):
            return quorum in signed
        least, members = quorum
        return sum(self.enough(signed, member) for member in members) >= least


def witnessed(note, policy):
    """How many witnesses of a policy have cosigned a checkpoint of the host log; None unless they are enough."""
    text, signatures = note[: note.index("\n\n") + 1], note[note.index("\n\n") + 2 :]
    lines, signed = {}, set()
    for line in signatures.split("\n")[:-1]:
        _, name, encoded = line.split(" ")
        raw = strict_base64(encoded, "a signature line")
        lines[(name, raw[:4].hex())] = raw[4:]
    is_of_log = any((name, key_id) in lines for name, key_id, _ in policy.logs)
    require(not policy.logs or is_of_log, "the policy is for another log")
    for witness, (name, key_id, key) in policy.witnesses:
        raw = lines.get((name, key_id))
        if raw is None or key[0] != 4:
            continue
        seconds = int.from_bytes(raw[:8], "big")
        message = f"cosignature/v1\ntime {seconds}\n{text}".encode()
        require(len(raw) == 72 and is_ed25519(key[1:], message, raw[8:]), "the signature of a witness is not valid")
        signed.add(witness)
    return len(signed) if signed and policy.enough(signed) else None


ABSENT = object()


class Level:
    """How strong the evidence is: from the signature of the host alone up to witnesses, as the policy wants them."""

    def __init__(self, kept, policy):
        self.policy = policy
        self.words = "kept checkpoint" if kept else "signed"

    def verify_host_proof(self, proof, checkpoint, keys, covering=None):
        """Of evidence with a host proof or without one."""
        if proof is ABSENT:
            require(self.policy is None or self.policy.is_of(checkpoint.host, keys), "the policy is for another log")
            return
        verify_host_proof(proof, checkpoint, keys)
        require(covering is None or proof["size"] > covering, "the host log does not hold the entry")
        count = None if self.policy is None else witnessed(proof["checkpoint"], self.policy)
        if count is not None:
            self.words = f"witnessed by {count} of {len(self.policy.witnesses)}"


# -- entries and what is disclosed of them ---------------------------------------------------------------------------

DISCLOSED = b'{"disclosures":'
UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def commitments_in(value, path=""):
    if isinstance(value, dict):
        text = value.get("commitment")
        if list(value) == ["commitment"] and isinstance(text, str) and re.fullmatch(r"[A-Za-z0-9_-]{43}", text):
            return {path: text}
        members = [(name.replace("~", "~0").replace("/", "~1"), inner) for name, inner in value.items()]
    elif isinstance(value, list):
        members = [(str(index), inner) for index, inner in enumerate(value)]
    else:
        return {}
    return {at: text for name, inner in members for at, text in commitments_in(inner, f"{path}/{name}").items()}


class Values:
    """How many commitments are shown and proved, withheld, or erased."""

    def __init__(self):
        self.shown = self.withheld = self.erased = self.entries = 0
        self.erasures = {}

    def add(self, entry, disclosures, place=0):
        self.entries += 1
        commitments = commitments_in(parse_json(entry, "an entry")) if b'{"commitment":"' in entry else {}
        last = None
        for one in disclosures or []:
            require(isinstance(one, dict) and isinstance(one.get("path"), str), "a disclosure is malformed")
            path = one["path"]
            require(last is None or utf16(last) < utf16(path), "disclosures are out of order, or doubled")
            last = path
            require(path in commitments, "a disclosure is of no commitment")
            if list(one) == ["path", "erasedBy"]:
                require(isinstance(one["erasedBy"], str) and UUID.fullmatch(one["erasedBy"]), "a disclosure is malformed")
                self.erased += 1
                self.erasures[one["erasedBy"]] = place
                continue
            require(list(one) == ["path", "salt", "value"] and isinstance(one["salt"], str), "a disclosure is malformed")
            require(not isinstance(one["value"], (dict, list)), "a disclosed value is not a simple one")
            salt = strict_base64url(one["salt"], "a salt")
            require(len(salt) == 32, "a salt has not 32 bytes")
            value = canonical(one["value"]).encode("utf-8", "surrogatepass")
            require(base64url(sha256(salt, value)) == commitments[path], "a disclosure is not what was committed to")
            self.shown += 1
        require(disclosures is None or commitments, "disclosures follow an entry without commitments")
        self.withheld += len(commitments) - len(disclosures or [])

    def counts(self):
        return {"shown": self.shown, "withheld": self.withheld, "erased": self.erased}


def read_disclosures(line):
    disclosures = only_form(line, ["disclosures"], "a line of disclosures")["disclosures"]
    require(isinstance(disclosures, list), "a line of disclosures is malformed")
    return disclosures


def ending_of(entry):
    """The end of every entry of the same log, but for the number of its form."""
    value = parse_json(entry, "the first entry")
    require(isinstance(value, dict) and isinstance(value.get("tenant"), str), "the first line is no entry")
    require(canonical(value).encode("utf-8", "surrogatepass") == entry, "the first entry is not in canonical form")
    return b',"tenant":' + string_text(value["tenant"]).encode() + b',"v":'


def require_ending(entry, ending):
    fits = entry[:-2].endswith(ending) and entry[-2:] in (b"1}", b"2}") and entry.startswith(b'{"actor":')
    require(fits, "a line is not an entry of the same log")


# -- exports ---------------------------------------------------------------------------------------------------------


def lines_of(path):
    with open(path, "rb") as file:
        raw = file.read()
    require(raw.endswith(b"\n"), "the file does not end with a newline")
    return raw[:-1].split(b"\n")


def read_ending(line):
    members = ["checkpoint", "hostProof"] if b',"hostProof":' in line else ["checkpoint"]
    return only_form(line, members, "the last line")


def verify_export(path, keys, kept, values, level):
    *lines, last = lines_of(path)
    require(last.startswith(b'{"checkpoint":'), "the file does not end with a checkpoint")
    require(not any(line.startswith(b'{"checkpoint":') for line in lines), "a line follows the checkpoint")
    ending = read_ending(last)
    note = ending["checkpoint"]
    require(isinstance(note, str), "the last line holds no checkpoint")
    entries, disclosed, proofs = [], [], []
    for line in lines:
        if line.startswith(DISCLOSED):
            require(entries and disclosed[-1] is None and len(proofs) < len(entries), "disclosures follow no entry")
            disclosed[-1] = read_disclosures(line)
        elif line.startswith(b'{"leafIndex":'):
            require(len(proofs) == len(entries) - 1, "a proof follows no entry")
            proofs.append(only_form(line, ["leafIndex", "inclusionProof"], "a proof"))
        else:
            require(not proofs or len(proofs) == len(entries), "an entry has no proof")
            entries.append(line)
            disclosed.append(None)
    checkpoint = open_checkpoint(note, keys)
    level.verify_host_proof(ending.get("hostProof", ABSENT), checkpoint, keys)
    if entries:
        of_log = ending_of(entries[0])
        for entry in entries:
            require_ending(entry, of_log)
        require(parse_json(entries[0], "an entry")["tenant"] == checkpoint.tenant, "the log is another tenant's")
    for place, (entry, disclosures) in enumerate(zip(entries, disclosed)):
        values.add(entry, disclosures, place)
    if proofs or (not entries and checkpoint.size > 0):
        require(len(proofs) == len(entries), "an entry has no proof")
        verify_filtered(entries, proofs, checkpoint)
        compare_with_kept(kept, keys, checkpoint)
    else:
        verify_whole(entries, checkpoint, kept, keys, values)
    return checkpoint, ending, bool(proofs)


def verify_filtered(entries, proofs, checkpoint):
    last = -1
    for entry, proof in zip(entries, proofs):
        index = proof["leafIndex"]
        require(is_whole(index) and index > last, "leaf indexes do not ascend")
        last = index
        root = root_of_proof(leaf_hash(entry), index, checkpoint.size, proof_hashes(proof["inclusionProof"]))
        require(root == checkpoint.root, "an entry is not in the log")


def verify_whole(entries, checkpoint, kept, keys, values):
    tree, roots = Tree(), {0: sha256()}
    for entry in entries:
        tree.add(entry)
        roots[tree.size] = tree.root() if kept else None
    require(tree.size == checkpoint.size and tree.root() == checkpoint.root, "the entries are not those that were signed")
    if values.erasures:
        require_erasures(entries, values.erasures)
    first = parse_json(entries[0], "the first entry") if entries else {}
    named = None
    if first.get("kind") == "LEDGER_EPOCH_STARTED":
        note = (first.get("before") or {}).get("checkpoint")
        require(isinstance(note, str), "the epoch names no checkpoint")
        named = open_checkpoint(note, keys)
        require(named.tenant == checkpoint.tenant and named.epoch < checkpoint.epoch, "the epoch goes on from another log")
    compare_with_kept(kept, keys, checkpoint, roots, named)


def require_erasures(entries, erasures):
    """Every erasure that is referred to is an entry of this log, later than what it erased."""
    found = {}
    for place, entry in enumerate(entries):
        if b'"kind":"PERSON_ERASED"' in entry:
            value = parse_json(entry, "an entry")
            if value.get("kind") == "PERSON_ERASED":
                found[value.get("id")] = place
    for erasure, place in erasures.items():
        require(found.get(erasure, -1) > place, "an erasure that is referred to does not follow")


def compare_with_kept(kept, keys, checkpoint, roots=None, named=None):
    for note in kept:
        old = open_checkpoint(note, keys)
        require(old.tenant == checkpoint.tenant, "a kept checkpoint is of another log")
        if old.origin == checkpoint.origin:
            require(old.size <= checkpoint.size, "the end was cut off, or an older state brought back")
            require(roots is not None or old.size == checkpoint.size, "a kept checkpoint cannot be compared")
            root = checkpoint.root if old.size == checkpoint.size else roots[old.size]
            require(root == old.root, "history was rewritten")
            continue
        require(old.epoch < checkpoint.epoch, "the log went on elsewhere")
        require(named is not None, "the epoch does not go on from a kept checkpoint")
        require(named.epoch >= old.epoch, "entries are lost")
        if named.origin == old.origin:
            require(named.size >= old.size, "entries are lost")
            require(named.size > old.size or named.root == old.root, "history was rewritten")
        else:
            require(named.epoch > old.epoch, "a kept checkpoint is of another log")


# -- receipts --------------------------------------------------------------------------------------------------------

COLLECTION_METHOD = "Given by a signed-in person, to the text shown, when the account was put into use"
SERVICE = "SMS and voice messages to users of the organization"
PURPOSE = "Sending them from this Twilio account, as the notice says"


def read_document(path, what):
    with open(path, "rb") as file:
        raw = file.read()
    value = parse_json(raw, what)
    require(isinstance(value, dict), f"{what} is no object")
    require((json_text(value, "  ") + "\n").encode("utf-8", "surrogatepass") == raw, f"{what} is not in its only form")
    return value


PROOF = ["entry", "epoch", "leafIndex", "inclusionProof", "checkpoint"]


def proof_members(proof, last=()):
    """The members of a proof, of which the host proof may be missing."""
    return PROOF + (["hostProof"] if "hostProof" in proof else []) + list(last)


def verify_proof(proof, keys, kept, level):
    """The entry of a proof, once it is known to be in the log of its checkpoint."""
    require(isinstance(proof["entry"], str) and isinstance(proof["checkpoint"], str), "a proof is malformed")
    require(is_whole(proof["leafIndex"]) and is_whole(proof["epoch"], 1), "a proof is malformed")
    checkpoint = open_checkpoint(proof["checkpoint"], keys)
    raw = proof["entry"].encode("utf-8", "surrogatepass")
    entry = parse_json(raw, "the entry")
    require(isinstance(entry, dict) and entry.get("tenant") == checkpoint.tenant, "the entry is another tenant's")
    require(proof["epoch"] == checkpoint.epoch, "the checkpoint is of another epoch")
    hashes = proof_hashes(proof["inclusionProof"])
    root = root_of_proof(leaf_hash(raw), proof["leafIndex"], checkpoint.size, hashes)
    require(root == checkpoint.root, "the entry is not in the log")
    level.verify_host_proof(proof.get("hostProof", ABSENT), checkpoint, keys, proof["leafIndex"])
    compare_with_kept(kept, keys, checkpoint)
    return entry, raw, checkpoint


def verify_receipt(path, keys, kept, values, level):
    receipt = read_document(path, "the receipt")
    proof = receipt.get("proof")
    require(isinstance(proof, dict) and isinstance(receipt.get("notice"), dict), "the file is no receipt")
    form = {"originator-consent-receipt/1": 1, "originator-consent-receipt/2": 2}.get(receipt.get("version"))
    members = proof_members(proof, ["disclosures"] if form == 2 else [])
    require(form is not None and list(proof) == members, "the file is no receipt")
    entry, raw, checkpoint = verify_proof(proof, keys, kept, level)
    require(entry.get("kind") == "CONSENT_GIVEN" and entry.get("v") == form, "the entry is not a consent of that form")
    disclosures = proof.get("disclosures")
    values.add(raw, disclosures if disclosures else None)
    shown = {one["path"]: one.get("value") for one in disclosures or []}

    def told(value, at):
        return shown.get(at) if isinstance(value, dict) else value

    after, actor, notice = entry["after"], entry["actor"], receipt["notice"]
    text = {
        "version": after["documentVersion"],
        "locale": after["documentLocale"],
        "title": notice.get("title"),
        "body": notice.get("body"),
    }
    digest = sha256(canonical(text).encode("utf-8", "surrogatepass")).hex()
    require(digest == after["documentDigest"], "the legal text is another")
    expected = {
        "version": f"originator-consent-receipt/{form}",
        "consentReceiptID": entry["id"],
        "consentID": after["consentId"],
        "consentTimestamp": entry["at"],
        "collectionMethod": COLLECTION_METHOD,
        "language": text["locale"],
        "service": checkpoint.host,
        "organization": entry["tenant"],
        "piiPrincipalId": told(actor["subject"], "/actor/subject"),
        "piiPrincipalName": told(actor["displayName"], "/actor/displayName"),
        "authentication": actor["authenticatedBy"],
        "services": [
            {
                "service": SERVICE,
                "accountSid": after["accountSid"],
                "purposes": [{"purpose": PURPOSE, "consentType": "EXPLICIT"}],
            }
        ],
        "notice": {"version": text["version"], "title": text["title"], "body": text["body"], "digest": digest},
        "source": {
            "ip": told(after["ip"], "/after/ip"),
            "userAgent": told(after["userAgent"], "/after/userAgent"),
            "requestId": entry["requestId"],
        },
        "proof": proof,
    }
    require(json_text(expected) == json_text(receipt), "a member is not what its entry says")


# -- erasure certificates --------------------------------------------------------------------------------------------


def verify_certificate(path, keys, kept, values, level):
    certificate = read_document(path, "the certificate")
    proof, erased = certificate.get("proof"), certificate.get("erased")
    is_proof = isinstance(proof, dict) and list(proof) == proof_members(proof)
    require(is_proof and isinstance(erased, list), "the file is no certificate")
    entry, _, checkpoint = verify_proof(proof, keys, kept, level)
    require(entry.get("kind") == "PERSON_ERASED", "the entry is not an erasure")
    places = []
    for one in erased:
        require(isinstance(one, dict) and list(one) == ["entry", "path", "commitment"], "an erased value is malformed")
        require(all(isinstance(text, str) for text in one.values()), "an erased value is malformed")
        places.append((utf16(one["entry"]), utf16(one["path"])))
    require(all(one < other for one, other in zip(places, places[1:])), "the values are out of order, or doubled")
    after = entry["after"]
    require(after["count"] == len(erased), "another number of values was erased")
    digest = sha256(canonical(erased).encode("utf-8", "surrogatepass")).hex()
    require(after["commitmentsDigest"] == digest, "other values were erased")
    expected = {
        "version": "originator-erasure-certificate/1",
        "erasureID": entry["id"],
        "erasedAt": entry["at"],
        "service": checkpoint.host,
        "organization": entry["tenant"],
        "reason": after["reason"],
        "reference": after["reference"],
        "erased": erased,
        "proof": proof,
    }
    require(json_text(expected) == json_text(certificate), "a member is not what its entry says")
    values.erased = len(erased)


# -- packs -----------------------------------------------------------------------------------------------------------


class PackVerifier:
    """Verifies the members of a pack, each of which is evidence of its own."""

    def __init__(self, keys, kept, values, level):
        self.keys, self.kept, self.values, self.level = keys, kept, values, level

    def log(self, path):
        checkpoint, ending, is_filtered = verify_export(path, self.keys, self.kept, self.values, self.level)
        require(not is_filtered and self.values.entries == checkpoint.size, "the log in the pack is not whole")
        return checkpoint, ending

    def receipt(self, path):
        verify_receipt(path, self.keys, [], Values(), Level([], None))

    def certificate(self, path):
        verify_certificate(path, self.keys, [], Values(), Level([], None))

    @staticmethod
    def text(value):
        return json_text(value, "  ") + "\n"


def verify_pack(path, keys, kept, values, level):
    lines = {"+".join((name, key_id, base64.b64encode(b"\x01" + raw).decode())) for (name, key_id), raw in keys.items()}
    packing.verify_pack(path, lines, PackVerifier(keys, kept, values, level))


# -- the call --------------------------------------------------------------------------------------------------------


def read_kept(path):
    with open(path, "rb") as file:
        raw = file.read()
    last = raw.rstrip(b"\n").split(b"\n")[-1]
    if last.startswith(b'{"checkpoint":'):
        return read_ending(last)["checkpoint"]
    return raw.decode("utf-8")


def read_policy(path):
    if path is None:
        return None
    with open(path, encoding="utf-8") as file:
        return Policy(file.read())


def answer(argv):
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--key", action="append", required=True)
    parser.add_argument("--since", action="append", default=[])
    parser.add_argument("--policy")
    parser.add_argument("--receipt", action="store_true")
    parser.add_argument("--certificate", action="store_true")
    asked = parser.parse_args(argv)
    values, why, level = Values(), None, None
    verify = verify_pack if asked.file.endswith(".zip") else verify_export
    if asked.receipt:
        verify = verify_receipt
    elif asked.certificate:
        verify = verify_certificate
    try:
        level = Level(asked.since, read_policy(asked.policy))
        verify(asked.file, read_keys(asked.key), [read_kept(path) for path in asked.since], values, level)
    except (Doubt, packing.Unfit) as doubt:
        why = str(doubt)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        why = f"a member is missing or of another kind: {error}"
    words = level.words if why is None else None
    return {"verified": why is None, "why": why, "level": words, "values": values.counts()}


def main():
    if sys.argv[1:] == ["--batch"]:
        for line in sys.stdin:
            print(json.dumps(answer(json.loads(line)["args"])), flush=True)
        return 0
    result = answer(sys.argv[1:])
    print(json.dumps(result))
    return 0 if result["verified"] else 1


if __name__ == "__main__":
    sys.exit(main())
