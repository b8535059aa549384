import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressBucket, parseTrustedProxies, resolveAddress } from "@/lib/auth/forwarded";

const nobody = parseTrustedProxies("");
const proxies = parseTrustedProxies("10.0.0.0/8, 192.168.1.5 2001:db8:1::/48");

describe("resolveAddress", () => {
  test.each([
    ["203.0.113.7", null, "203.0.113.7"],
    ["::ffff:203.0.113.7", "198.51.100.1", "203.0.113.7"],
    ["203.0.113.7", "127.0.0.1, 10.0.0.1", "203.0.113.7"],
  ])("without a proxy, %s saying «%s» is %s", (peer, header, expected) => {
    expect(resolveAddress(peer, header, nobody)).toBe(expected);
  });

  test.each([
    ["10.1.2.3", "198.51.100.1", "198.51.100.1"],
    // The client wrote the first entry itself; our proxy appended the second.
    ["10.1.2.3", "1.1.1.1, 198.51.100.1", "198.51.100.1"],
    ["10.1.2.3", "1.1.1.1, 198.51.100.1, 10.9.9.9", "198.51.100.1"],
    ["::ffff:10.1.2.3", "198.51.100.1:49152", "198.51.100.1"],
    ["2001:db8:1::9", "[2001:db8:2::1]:443", "2001:db8:2::1"],
    ["192.168.1.5", "2001:DB8:2:0:0:0:0:1", "2001:db8:2::1"],
    ["192.168.1.6", "198.51.100.1", "192.168.1.6"],
    // What cannot be read ends the walk at the last hop that can.
    ["10.1.2.3", "198.51.100.1, unknown", "10.1.2.3"],
    ["10.1.2.3", "198.51.100.1, , 10.0.0.4", "10.0.0.4"],
    ["10.1.2.3", null, "10.1.2.3"],
    ["10.1.2.3", "10.4.4.4, 10.5.5.5", "10.4.4.4"],
    [null, "198.51.100.1", "unknown"],
    ["not an address", null, "unknown"],
  ])("behind proxies, %s saying «%s» is %s", (peer, header, expected) => {
    expect(resolveAddress(peer, header, proxies)).toBe(expected);
  });

  test("whatever a client prepends changes nothing", () => {
    fc.assert(
      fc.property(fc.string(), fc.ipV4(), (forged, client) => {
        fc.pre(!proxies.includes(client));
        expect(resolveAddress("10.0.0.1", `${forged}, ${client}`, proxies)).toBe(client);
        expect(resolveAddress(client, forged, proxies)).toBe(client);
      }),
    );
  });

  test.each(["10.0.0.0/33", "example.fr", "10.0.0.0/", "::1/129", "10.0.0.0/x"])("refuses the range %s", (entry) => {
    expect(() => parseTrustedProxies(entry)).toThrow(entry);
  });
});

describe("addressBucket", () => {
  test.each([
    ["203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8::6", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["unknown", "unknown"],
  ])("%s counts as %s", (address, bucket) => expect(addressBucket(address)).toBe(bucket));

  test("all addresses of one /64 count as one", () => {
    fc.assert(
      fc.property(fc.ipV6(), fc.ipV6(), (left, right) => {
        const one = resolveAddress(left, null, nobody);
        const other = resolveAddress(right, null, nobody);
        fc.pre(one.includes(":") && other.includes(":"));
        const halves = (address: string) => addressBucket(address).replace("::/64", "").split(":");
        expect(halves(one)).toHaveLength(4);
        expect(halves(one).join(":") === halves(other).join(":")).toBe(addressBucket(one) === addressBucket(other));
      }),
    );
  });
});
