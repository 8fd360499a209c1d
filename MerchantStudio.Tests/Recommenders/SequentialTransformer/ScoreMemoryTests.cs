using MerchantStudio.Core.Features;
using MerchantStudio.Core.Recommenders.SequentialTransformer;

namespace MerchantStudio.Tests.Recommenders.SequentialTransformer;

public sealed class ScoreMemoryTests
{
    private const int Items = 3;
    private readonly List<int> _asked = [];

    [Fact]
    public void Score_HistoriesThatAreKnown_AreNotAskedAgainAndGetTheSameRows()
    {
        var memory = new ScoreMemory(Items, bytes: 2 * Items * sizeof(float));
        History[] histories = [History.FromItems(1), History.FromItems(2), History.FromItems(5)];

        var first = Scores(memory, histories);
        var again = Scores(memory, [histories[2], histories[0], histories[1]]);

        first.ShouldBe([1, 11, 21, 2, 12, 22, 5, 15, 25]);
        again.ShouldBe([5, 15, 25, 1, 11, 21, 2, 12, 22]);
        // There is room for two of them.
        _asked.ShouldBe([1, 2, 5, 5]);
    }

    private float[] Scores(ScoreMemory memory, History[] histories)
    {
        var scores = new float[histories.Length * Items];
        memory.Score(histories, scores, (missing, rows) =>
        {
            for (var row = 0; row < missing.Count; row++)
            {
                _asked.Add(missing[row].Entries[0].Item);
                for (var item = 0; item < Items; item++)
                {
                    rows[(row * Items) + item] = missing[row].Entries[0].Item + (10 * item);
                }
            }
        });
        return scores;
    }
}
