"""Evidence packs, as docs/audit-format.md describes them: the zip file, and what follows from the log in it."""

import html.parser
import json
import os
import re
import struct
import tempfile
import zlib
from datetime import datetime, timezone

SPAN_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
NAME = re.compile(rb"[a-z][a-z0-9-]*(/[a-z0-9-]+)?\.[a-z]+")
ELSEWHERE = 0xFFFFFFFF
REGULAR = 0o100644 << 16


class Unfit(Exception):
    """The pack is not to be relied on; the message says why."""


def require(condition, why):
    if not condition:
        raise Unfit(why)


# -- the zip file ----------------------------------------------------------------------------------------------------


def read_zip(raw):
    """The members by their names. Every byte beside the compressed data must be the one that the form has there."""
    require(len(raw) >= 22, "it is no zip file")
    signature, _, count, again, size, start, comment = struct.unpack("<4sIHHIIH", raw[-22:])
    require(signature == b"PK\5\6" and comment == 0 and raw[-18:-14] == b"\0\0\0\0" and count == again, "its end is malformed")
    end = len(raw) - 22
    if count == 0xFFFF or ELSEWHERE in (size, start):
        end -= 76
        require(end >= 0, "it is cut off")
        fields = struct.unpack("<4sQHHIIQQQQ4sIQI", raw[end:-22])
        large_count, large_size, large_start = fields[6], fields[8], fields[9]
        fixed = (b"PK\6\6", 44, 0x033F, 45, 0, 0, large_count, large_count, large_size, large_start, b"PK\6\7", 0, end, 1)
        require(fields == fixed, "its large end is malformed")
        require(count in (0xFFFF, large_count) and size in (ELSEWHERE, large_size) and start in (ELSEWHERE, large_start), "its ends differ")
        count, size, start = large_count, large_size, large_start
    require(start + size == end and size <= 4 << 20, "its directory is not where it should be")
    members, at, place = {}, start, 0
    while at < end:
        require(at + 46 <= end, "its directory is cut off")
        name_length, extra_length = struct.unpack("<HH", raw[at + 28 : at + 32])
        name = raw[at + 46 : at + 46 + name_length]
        require(name_length <= 128 and NAME.fullmatch(name), "a member has a strange name")
        method, = struct.unpack("<H", raw[at + 10 : at + 12])
        crc, packed, length = struct.unpack("<III", raw[at + 16 : at + 28])
        header, = struct.unpack("<I", raw[at + 42 : at + 46])
        large = extra_length == 28
        extra = b""
        if large:
            extra = raw[at + 46 + name_length : at + 74 + name_length]
            require(len(extra) == 28, "its directory is cut off")
            length, packed, header = struct.unpack("<QQQ", extra[4:])
            require(extra[:4] == b"\1\0\x18\0", "a member is in another form")
        small = (ELSEWHERE,) * 3 if large else (packed, length, header)
        record = struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 0x033F, 45 if large else 20, 0x0808, method, 0, 0x21, crc,
                             small[0], small[1], name_length, len(extra), 0, 0, 0, REGULAR, small[2]) + name + extra  # fmt: skip
        require(raw[at : at + 46 + name_length + extra_length] == record and method in (0, 8), "a member is in another form")
        at += len(record)
        require(at <= end, "its directory is cut off")
        data = header + 30 + name_length
        after = data + packed
        require(header == place and after <= start, "a member is not where it should be")
        local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0x0808, method, 0, 0x21, 0, 0, 0, name_length, 0) + name
        descriptor = struct.pack("<4sIQQ" if large else "<4sIII", b"PK\7\x08", crc, packed, length)
        place = after + len(descriptor)
        require(raw[header:data] == local and raw[after:place] == descriptor, "a member's header differs")
        require(length <= 1 << 20 or length <= packed * 250, "a member would grow beyond what can be")
        key = name.decode()
        require(key not in members, "two members have one name")
        members[key] = content_of(raw[data:after], method, length, crc)
    require(place == start and len(members) == count, "something is between the members, or one is missing")
    return members


def content_of(data, method, length, crc):
    if method == 8:
        inflating = zlib.decompressobj(-15)
        try:
            data = inflating.decompress(data, length + 1)
        except zlib.error:
            raise Unfit("a member is damaged")
        require(len(data) == length and (inflating.eof or inflating.decompress(b"", 1) == b""), "a member is damaged")
    require(len(data) == length and zlib.crc32(data) == crc, "a member is damaged")
    return data


# -- what follows from the log ---------------------------------------------------------------------------------------

CONSENTS = ("CONSENT_GIVEN", "CONSENT_DECLINED", "CONSENT_ENDED")
VERSIONS = ("CONFIGURATION_SAVED", "ACCOUNT_REMOVED")
CHANGES = VERSIONS + ("TOKEN_ROTATED", "FALLBACK_POLICY_CHANGED", "CHANNELS_CHANGED")


def text_in(value, name):
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, str) else None


def number_in(value, name):
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, (int, float)) and not isinstance(found, bool) else None


class Entry:
    def __init__(self, line, index):
        value = json.loads(line.decode())
        self.line, self.index, self.length, self.disclosures = line, index, len(line), []
        self.id, self.at, self.kind = value["id"], value["at"], value["kind"]
        self.actor, self.before, self.after = value["actor"], value["before"], value["after"]

    def told(self, path, value):
        if isinstance(value, str):
            return {"value": value, "told": "SHOWN"}
        one = next((one for one in self.disclosures if one["path"] == path), None)
        if one is None:
            return {"value": None, "told": "SHOWN" if value is None else "WITHHELD"}
        if "erasedBy" in one:
            return {"value": None, "told": "ERASED"}
        return {"value": one["value"] if isinstance(one["value"], str) else None, "told": "SHOWN"}

    def by(self):
        subject = self.told("/actor/subject", self.actor.get("subject"))
        name = self.told("/actor/displayName", self.actor.get("displayName"))
        return {
            "kind": text_in(self.actor, "kind"),
            "subject": subject["value"],
            "displayName": name["value"],
            "authenticatedBy": text_in(self.actor, "authenticatedBy"),
            "told": subject["told"],
        }


class Bounded:
    """The first 2,000 items, and those of entries of 4 MiB at most; and how many there was no room for."""

    def __init__(self):
        self.items, self.omitted, self.bytes = [], 0, 0

    def add(self, item, entry):
        if self.omitted or len(self.items) == 2000 or self.bytes + entry.length > 4 << 20:
            self.omitted += 1
            return False
        self.items.append(item)
        self.bytes += entry.length
        return True

    def value(self):
        return {"items": self.items, "omitted": self.omitted}


def entries_of(log):
    entries = []
    for line in log[:-1].split(b"\n")[:-1]:
        if line.startswith(b'{"disclosures":'):
            entries[-1].disclosures = json.loads(line.decode())["disclosures"]
        else:
            entries.append(Entry(line, len(entries)))
    return entries


def in_order(counts):
    return dict(sorted(counts.items(), key=lambda item: item[0]))


def consent_row(entry):
    consent = entry.before if entry.kind == "CONSENT_ENDED" else entry.after
    return {
        "entry": entry.id,
        "leafIndex": entry.index,
        "at": entry.at,
        "kind": entry.kind,
        "by": entry.by(),
        "ip": entry.told("/after/ip", (entry.after or {}).get("ip")),
        "consentId": text_in(consent, "consentId"),
        "accountSid": text_in(consent, "accountSid"),
        "document": {
            "version": number_in(consent, "documentVersion"),
            "locale": text_in(consent, "documentLocale"),
            "digest": text_in(consent, "documentDigest"),
        },
        "reason": text_in(entry.after, "reason") if entry.kind == "CONSENT_ENDED" else None,
    }


def consents_of(entries, start, end):
    rows, given, standing = Bounded(), [], None
    for entry in entries:
        if entry.kind not in CONSENTS or entry.at >= end:
            continue
        if entry.at >= start:
            if rows.add(consent_row(entry), entry) and entry.kind == "CONSENT_GIVEN":
                given.append(entry)
        elif entry.kind == "CONSENT_GIVEN":
            standing = entry
        elif entry.kind == "CONSENT_ENDED" and standing and text_in(standing.after, "consentId") == text_in(entry.before, "consentId"):
            standing = None
    at_start = None if standing is None else consent_row(standing)
    return {"atStart": at_start, **rows.value()}, ([] if standing is None else [standing]) + given


def money(total, amount, sign):
    """Money as whole units and a number of decimals."""
    units, decimals = total
    whole, _, fraction = amount.partition(".")
    most = max(decimals, len(fraction))
    return units * 10 ** (most - decimals) + sign * int(whole + fraction) * 10 ** (most - len(fraction)), most


def money_text(total):
    units, decimals = total
    digits = str(abs(units)).rjust(decimals + 1, "0")
    text = digits if decimals == 0 else f"{digits[:-decimals]}.{digits[-decimals:]}"
    return f"-{text}" if units < 0 else text


def compact(values):
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def messages_of(entries, start, end):
    messages, charges = {}, {}

    def add_charge(state, sign):
        charge = (state or {}).get("charge")
        amount = text_in(charge, "amount")
        if amount is None or not re.fullmatch(r"[0-9]{1,20}(\.[0-9]{1,20})?", amount):
            return
        key = {"billedAccount": text_in(state, "billedAccount"), "currency": text_in(charge, "currency")}
        row = charges.setdefault(compact(list(key.values())), {**key, "messages": 0, "amount": (0, 0)})
        row["messages"] += sign
        row["amount"] = money(row["amount"], amount, sign)

    def add(state, sign):
        key = {name: text_in(state, name) for name in ("channel", "billedAccount", "alsoBilled", "rule", "state")}
        key["simulated"] = (state or {}).get("simulated") is True
        row = messages.setdefault(compact(list(key.values())), {**key, "messages": 0, "segments": 0})
        row["messages"] += sign
        row["segments"] += sign * (number_in(state, "segments") or 0)
        add_charge(state, sign)

    for entry in entries:
        dispatch = text_in(entry.after, "dispatchId") if entry.kind.startswith("DISPATCH_") else None
        if dispatch is None or not re.match(r"[0-9a-f]{8}-[0-9a-f]{4}-7", dispatch):
            continue
        if not milliseconds(start) <= int(dispatch[:8] + dispatch[9:13], 16) < milliseconds(end):
            continue
        if entry.kind == "DISPATCH_PRICED":
            add_charge(entry.after, 1)
        if entry.kind == "DISPATCH_CORRECTED":
            add(entry.before, -1)
        if entry.kind in ("DISPATCH_CORRECTED", "DISPATCH_DECIDED"):
            add(entry.after, 1)
    for row in charges.values():
        row["amount"] = money_text(row["amount"])
    return [[row for row in in_order(rows).values() if row["messages"] != 0] for rows in (messages, charges)]


def milliseconds(time):
    at = datetime.strptime(time, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=timezone.utc)
    return round((at - datetime(1970, 1, 1, tzinfo=timezone.utc)).total_seconds() * 1000)


def configuration_of(entries, start, end):
    def at(instant):
        last = following = None
        for entry in entries:
            if entry.kind not in VERSIONS:
                continue
            version = number_in(entry.after, "version")
            if entry.at < instant:
                if last is None or version > last[0]:
                    last = (version, {"entry": entry.id, "told": "AFTER", "configuration": entry.after})
            elif following is None or version < following[0]:
                following = (version, {"entry": entry.id, "told": "BEFORE", "configuration": entry.before})
        return (last or following or (0, None))[1]

    changes = Bounded()
    for entry in entries:
        if entry.kind in CHANGES and start <= entry.at < end:
            change = {"entry": entry.id, "at": entry.at, "kind": entry.kind, "by": entry.by()}
            changes.add({**change, "before": entry.before, "after": entry.after}, entry)
    return {"atStart": at(start), "atEnd": at(end), "changes": changes.value()}


def actors_of(entries):
    actors, omitted = {}, 0
    for entry in entries:
        by = entry.by()
        key = compact(list(by.values()))
        if key not in actors and len(actors) == 1000:
            omitted += 1
            continue
        actor = actors.setdefault(key, {"by": by, "first": entry.at, "last": entry.at, "kinds": {}})
        actor["last"] = entry.at
        actor["kinds"][entry.kind] = actor["kinds"].get(entry.kind, 0) + 1
    return {"items": [{**actor, "kinds": in_order(actor["kinds"])} for actor in actors.values()], "omitted": omitted}


def privacy_of(entries, start, end):
    holds, erasures, certified = {}, Bounded(), []
    for entry in entries:
        if entry.at >= end:
            continue
        if entry.kind == "LEGAL_HOLD_PLACED":
            hold = text_in(entry.after, "holdId")
            row = {
                "entry": entry.id,
                "holdId": hold,
                "placedAt": entry.at,
                "placedBy": entry.by(),
                "subject": entry.told("/after/subject", entry.after.get("subject")),
                **{name: text_in(entry.after, name) for name in ("from", "to", "reason", "reference")},
                "released": None,
            }
            holds[entry.id if hold is None else hold] = (row, entry)
        if entry.kind == "LEGAL_HOLD_RELEASED":
            hold = text_in(entry.before, "holdId") or ""
            if entry.at < start:
                holds.pop(hold, None)
            elif hold in holds:
                released = {"entry": entry.id, "at": entry.at, "by": entry.by(), "reason": text_in(entry.after, "reason")}
                holds[hold][0]["released"] = released
        if entry.kind == "PERSON_ERASED" and entry.at >= start:
            row = {"entry": entry.id, "at": entry.at, "by": entry.by()}
            row.update({name: text_in(entry.after, name) for name in ("reason", "reference")})
            if erasures.add({**row, "values": number_in(entry.after, "count")}, entry):
                certified.append(entry)
    standing = Bounded()
    for row, entry in holds.values():
        standing.add(row, entry)
    return standing.value(), erasures.value(), certified


def summary_of(log, checkpoint, root, start, end):
    """The value of pack.json, and the entries that receipts and certificates are of."""
    entries = entries_of(log)
    inside = [entry for entry in entries if start <= entry.at < end]
    kinds = {}
    for entry in inside:
        kinds[entry.kind] = kinds.get(entry.kind, 0) + 1
    consents, given = consents_of(entries, start, end)
    messages, charges = messages_of(entries, start, end)
    holds, erasures, certified = privacy_of(entries, start, end)
    summary = {
        "version": "originator-evidence-pack/1",
        "service": checkpoint.host,
        "organization": checkpoint.tenant,
        "epoch": checkpoint.epoch,
        "from": start,
        "to": end,
        "checkpoint": {"size": checkpoint.size, "root": root},
        "entries": {
            "inSpan": len(inside),
            "first": inside[0].at if inside else None,
            "last": inside[-1].at if inside else None,
            "kinds": in_order(kinds),
        },
        "consents": consents,
        "messages": messages,
        "charges": charges,
        "configuration": configuration_of(entries, start, end),
        "actors": actors_of(inside),
        "legalHolds": holds,
        "erasures": erasures,
    }
    return summary, given, certified


# -- the report ------------------------------------------------------------------------------------------------------


class Report(html.parser.HTMLParser):
    """The numbers in the tables of a report, by the tables' ids; and what no report may hold."""

    def __init__(self):
        super().__init__()
        self.numbers, self.table, self.cell, self.foreign = {}, None, False, False

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.foreign = self.foreign or tag in ("script", "img", "link", "iframe", "a", "object", "embed", "form")
        self.foreign = self.foreign or any(name.startswith("on") or name in ("src", "href", "style") for name in given)
        if tag == "table":
            self.table = self.numbers.setdefault(given.get("id"), [])
        self.cell = tag == "td" and given.get("class") == "n"

    def handle_endtag(self, tag):
        self.cell = False

    def handle_data(self, data):
        if self.cell and self.table is not None:
            self.table.append(data.replace(",", ""))


def require_report(text, summary):
    report = Report()
    report.feed(text)
    require(not report.foreign, "the report holds more than texts and tables")
    counts = [str(row[name]) for row in summary["messages"] for name in ("messages", "segments")]
    require(report.numbers.get("messages", []) == counts, "the report tells other numbers of messages")
    amounts = [str(row[name]) for row in summary["charges"] for name in ("messages", "amount")]
    require(report.numbers.get("charges", []) == amounts, "the report tells other charges")
    kinds = [str(count) for count in summary["entries"]["kinds"].values()]
    require(report.numbers.get("kinds", []) == kinds, "the report tells other numbers of entries")


# -- the pack --------------------------------------------------------------------------------------------------------


def verify_pack(path, keys, verifier):
    """Verifies a pack. `verifier` has `log(path)`, which gives the opened checkpoint and the last line, and `receipt` and `certificate`."""
    with open(path, "rb") as file:
        members = read_zip(file.read())
    for name in ("log.ndjson", "pack.json"):
        require(name in members, f"{name} is missing")
    told = json.loads(members["pack.json"].decode())
    start, end = told["from"], told["to"]
    require(SPAN_TIME.fullmatch(start) and SPAN_TIME.fullmatch(end) and start < end, "the span is malformed")
    with tempfile.TemporaryDirectory() as folder:

        def unpacked(name):
            place = os.path.join(folder, name.replace("/", "-"))
            with open(place, "wb") as file:
                file.write(members[name])
            return place

        checkpoint, ending = verifier.log(unpacked("log.ndjson"))
        root = ending["checkpoint"].split("\n")[2]
        summary, given, certified = summary_of(members["log.ndjson"], checkpoint, root, start, end)
        expected = {"pack.json": verifier.text(summary), "checkpoint.txt": ending["checkpoint"]}
        if "hostProof" in ending:
            expected["host-checkpoint.txt"] = ending["hostProof"]["checkpoint"]
        for name, text in expected.items():
            require(members.get(name) == text.encode("utf-8", "surrogatepass"), f"{name} does not follow from the log")
        require("report.html" in members, "there is no report")
        require_report(members["report.html"].decode(), summary)
        lines = members.get("keys.txt", b"").decode().split("\n")
        require(len(lines) > 1 and lines[-1] == "" and all(line in keys for line in lines[:-1]), "a key in the pack was not given")
        documents = {f"receipts/{entry.id}.json": (entry, verifier.receipt) for entry in given}
        documents.update({f"certificates/{entry.id}.json": (entry, verifier.certificate) for entry in certified})
        for name, (entry, verify) in documents.items():
            require(name in members, f"{name} is missing")
            verify(unpacked(name))
            proof = json.loads(members[name].decode())["proof"]
            of_entry = (entry.line.decode(), entry.index, ending["checkpoint"])
            require((proof["entry"], proof["leafIndex"], proof["checkpoint"]) == of_entry, f"{name} is of another entry")
            require(proof.get("disclosures", entry.disclosures) == entry.disclosures, f"{name} discloses something else")
    own = {"log.ndjson", "report.html", "keys.txt", *expected, *documents}
    require(set(members) == own, "the pack has another member")
