using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Tests.Numerics;

public sealed class TopKTests
{
    [Fact]
    public void Select_AnyScores_EqualsSortingEverything() => Prop.ForAll<int[], byte>((values, k) =>
    {
        // Few distinct values make many ties; every seventh item is left out.
        var scores = values.Select((value, i) => i % 7 == 3 ? float.NegativeInfinity : value % 5).ToArray();
        var (fast, slow) = (new int[k % 12], new int[k % 12]);
        return TopK.Select(scores, fast) == TopK.SelectReference(scores, slow) && fast.SequenceEqual(slow);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Select_MoreBlocksThanOne_EqualsSortingEverything()
    {
        var random = new SeededRandom(3);
        var scores = Enumerable.Range(0, 5000).Select(_ => (float)random.NextInt(300)).ToArray();
        var (fast, slow) = (new int[50], new int[50]);

        TopK.Select(scores, fast).ShouldBe(TopK.SelectReference(scores, slow));

        fast.ShouldBe(slow);
    }

    [Fact]
    public void Select_EqualScores_TakesTheLowerIndexFirst()
    {
        var best = new int[2];

        TopK.Select([1, 2, 2, 2], best).ShouldBe(2);

        best.ShouldBe([1, 2]);
    }
}
