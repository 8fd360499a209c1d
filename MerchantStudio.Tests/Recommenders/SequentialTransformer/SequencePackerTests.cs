using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Recommenders.SequentialTransformer;

namespace MerchantStudio.Tests.Recommenders.SequentialTransformer;

public sealed class SequencePackerTests
{
    private const int RowLength = 20;

    [Fact]
    public void Pack_AnyLengths_PutsEachSequenceIntoOneRowThatHoldsIt() =>
        Prop.ForAll(Gen.Choose(1, RowLength).ArrayOf().ToArbitrary(), lengths =>
        {
            var rows = SequencePacker.Pack(lengths, [.. Enumerable.Range(0, lengths.Length)], RowLength);
            rows.SelectMany(row => row).Order().ShouldBe(Enumerable.Range(0, lengths.Length));
            rows.ShouldAllBe(row => row.Sum(member => lengths[member]) <= RowLength);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Pack_ManyShortSequences_LeavesLittleEmpty()
    {
        int[] lengths = [.. Enumerable.Range(0, 5000).Select(i => 1 + (i * 7 % 9))];
        var rows = SequencePacker.Pack(lengths, [.. Enumerable.Range(0, lengths.Length)], RowLength);
        ((double)lengths.Sum() / (rows.Count * RowLength)).ShouldBeGreaterThan(0.95);
    }
}
