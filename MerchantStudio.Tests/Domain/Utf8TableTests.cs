using System.Text;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Tests.Domain;

public sealed class Utf8TableTests
{
    [Fact]
    public void CodeOf_OfManyTexts_CountsThemAsADictionaryDoes()
    {
        var table = new Utf8Table();
        var plain = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < 60_000; i++)
        {
            var text = (i * 7919 % 20_011) % 3 == 0 ? new string('ü', i % 700) : $"t{i * 7919 % 20_011}";
            plain.TryAdd(text, plain.Count);
            table.CodeOf(text).ShouldBe(plain[text]);
        }

        table.Count.ShouldBe(plain.Count);
        plain.ShouldAllBe(pair => table.TextOf(pair.Value) == pair.Key && table.Find(Encoding.UTF8.GetBytes(pair.Key)) == pair.Value);
        table.Find("not there"u8).ShouldBe(-1);
        table.CodeOf((string?)null).ShouldBe(-1);
        table.Clear();
        (table.Count, table.Find("t1"u8), table.CodeOf("t1")).ShouldBe((0, -1, 0));
    }

    [Fact]
    public void Of_EveryLength_ReadsTheTailByteByByte()
    {
        var bytes = Enumerable.Range(1, 40).Select(i => (byte)(i * 37)).ToArray();
        for (var length = 0; length < 8; length++)
        {
            byte[] padded = [.. bytes[..length], .. new byte[8 - length]];
            var word = BitConverter.ToUInt64(padded);
            // A hash of fewer than eight bytes is one fold of their value and the length.
            var high = Math.BigMul((0xa0761d6478bd642f ^ ((ulong)length * 0xe7037ed1a0b428db)) ^ word, 0xa0761d6478bd642f ^ 0xe7037ed1a0b428db, out var low);
            StableHash.Of(bytes.AsSpan(0, length)).ShouldBe(high ^ low);
        }
    }
}
