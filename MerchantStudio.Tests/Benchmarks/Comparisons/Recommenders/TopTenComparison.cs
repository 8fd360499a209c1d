using MerchantStudio.Core.Features;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Recommenders;

namespace MerchantStudio.Benchmarks.Comparisons.Recommenders;

/// <summary>What it takes to answer one customer from a catalogue of 20,000 items.</summary>
public sealed class TopTenComparison : IComparison
{
    private const int Answers = 200;

    public string Name => "top-ten";

    public string Description =>
        $"{Answers} top-ten lists from a catalogue of 20,000 items, scored and selected, against a plain scan that picks ten of scores that are already there.";

    public Task<ComparisonSetup> SetUpAsync(ComparisonScale scale, CancellationToken cancellationToken)
    {
        var items = scale == ComparisonScale.Dry ? 500 : 20_000;
        var data = SyntheticShop.Build(customers: 2 * items, items, purchasesEach: 10);
        var histories = Enumerable.Range(0, Answers).Select(customer => data.HistoryOf(customer)).ToArray();
        return Task.FromResult(new ComparisonSetup(
            PlainScan(data, histories),
            [
                Contestant("ItemKnn", data, histories, cancellationToken),
                Contestant("SequentialRules", data, histories, cancellationToken),
                Contestant("ImplicitAls", data, histories, cancellationToken),
                Dense(items, histories),
            ]));
    }

    /// <summary>Reads through scores and keeps the best ten in a sorted set: no model, no vector units.</summary>
    private static Contender PlainScan(InteractionData data, History[] histories)
    {
        var random = new SeededRandom(2);
        var scores = Enumerable.Range(0, data.ItemCount).Select(_ => (float)random.NextDouble()).ToArray();
        return new Contender("plain scan of ready scores", _ => Measured(histories, _ =>
        {
            var best = new SortedSet<(float Score, int Item)>();
            for (var item = 0; item < scores.Length; item++)
            {
                best.Add((scores[item], item));
                if (best.Count > 10)
                {
                    best.Remove(best.Min);
                }
            }

            return best.Max.Item;
        }));
    }

    private static Contender Contestant(string name, InteractionData data, History[] histories, CancellationToken cancellationToken)
    {
        var recommender = RecommenderCatalog.Get(name);
        var settings = recommender.Settings.Defaults;
        var quick = name == "ImplicitAls" ? settings.With("iterations", 1).With("factors", 32) : settings;
        var model = recommender.Fit(data, quick, new FitContext { Seed = 1 }, cancellationToken);
        var (scores, best) = (new float[data.ItemCount], new int[10]);
        return new Contender(name, _ => Measured(histories, history =>
        {
            model.Score(history, scores);
            TopK.Select(scores, best);
            return best[0];
        }));
    }

    /// <summary>The work of Ease without its fit: one dense row of the catalogue's length per item of the history.</summary>
    private static Contender Dense(int items, History[] histories)
    {
        var random = new SeededRandom(3);
        var rows = Enumerable.Range(0, 64).Select(_ => Enumerable.Range(0, items).Select(_ => (float)random.NextDouble()).ToArray()).ToArray();
        var (scores, best) = (new float[items], new int[10]);
        return new Contender("dense rows", _ => Measured(histories, history =>
        {
            Array.Clear(scores);
            foreach (var entry in history.Entries)
            {
                VectorKernels.AddScaled(rows[entry.Item % rows.Length], 1, scores);
            }

            TopK.Select(scores, best);
            return best[0];
        }));
    }

    private static Task<IReadOnlyDictionary<string, double>> Measured(History[] histories, Func<History, int> answer)
    {
        var start = TimeProvider.System.GetTimestamp();
        var sum = histories.Sum(history => (long)answer(history));
        var milliseconds = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds / histories.Length;
        IReadOnlyDictionary<string, double> figures = new Dictionary<string, double> { ["millisecondsEach"] = milliseconds, ["check"] = sum };
        return Task.FromResult(figures);
    }
}
