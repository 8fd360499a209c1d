using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Analytics;

namespace MerchantStudio.Tests.Analytics;

public sealed class VisitorPartsTests
{
    [Fact]
    public void Of_AnyOffsets_GivesEveryCustomerToExactlyOnePart() => Prop.ForAll(
        Gen.Choose(0, 9).ListOf().ToArbitrary(), Gen.Choose(0, 6).ToArbitrary(), (rows, count) =>
        {
            var offsets = new int[rows.Count + 1];
            for (var i = 0; i < rows.Count; i++)
            {
                offsets[i + 1] = offsets[i] + rows[i];
            }

            var parts = VisitorParts.Of(offsets, offsets[^1], count);

            parts.SelectMany(part => Enumerable.Range(part.From, part.To - part.From)).ShouldBe(Enumerable.Range(0, rows.Count));
            parts.Select(part => part.IsLast).ShouldBe([.. Enumerable.Repeat(false, parts.Count - 1), true]);
        }).QuickCheckThrowOnFailure();
}
