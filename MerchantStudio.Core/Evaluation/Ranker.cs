using MerchantStudio.Core.Features;
using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Recommenders;

namespace MerchantStudio.Core.Evaluation;

/// <summary>One customer's list: the first items, and where the relevant ones stand.</summary>
internal readonly record struct RankedList(int[] Top, double[] RankOfRelevant);

/// <summary>Scores the whole catalogue for every customer of a trial and ranks it; nothing is ever sampled.</summary>
internal sealed class Ranker(Trial trial, IRecommenderModel model, int depth)
{
    private const int CustomersAtOnce = 32;

    /// <returns>In the order of <paramref name="cases"/>; ranks beyond the depth may be infinite under <see cref="TieRule.LowerItemFirst"/>.</returns>
    internal RankedList[] RankAll(IReadOnlyList<HeldOutCustomer> cases, int threads, CancellationToken cancellationToken)
    {
        var lists = new RankedList[cases.Count];
        var pieces = (cases.Count + CustomersAtOnce - 1) / CustomersAtOnce;
        WorkQueue.Run(pieces, threads, () => new float[CustomersAtOnce * model.ItemCount], (piece, scores) =>
        {
            var from = piece * CustomersAtOnce;
            var batch = cases.Skip(from).Take(CustomersAtOnce).ToArray();
            model.ScoreBatch(Array.ConvertAll(batch, held => held.History), scores.AsSpan(0, batch.Length * model.ItemCount));
            for (var i = 0; i < batch.Length; i++)
            {
                lists[from + i] = Rank(batch[i], scores.AsSpan(i * model.ItemCount, model.ItemCount));
            }
        }, cancellationToken);
        return lists;
    }

    private RankedList Rank(HeldOutCustomer held, Span<float> scores)
    {
        if (trial.Candidates == CandidateRule.NewToCustomer)
        {
            foreach (var entry in held.History.Entries)
            {
                scores[entry.Item] = float.NegativeInfinity;
            }
        }

        var top = new int[depth];
        var found = TopK.Select(scores, top);
        Array.Resize(ref top, found);
        return new RankedList(top, trial.Ties == TieRule.Middle ? MiddleRanks(held.Relevant, scores) : PlacesIn(top, held.Relevant));
    }

    private static double[] PlacesIn(int[] top, int[] relevant) => Array.ConvertAll(relevant, item =>
    {
        var place = Array.IndexOf(top, item);
        return place < 0 ? double.PositiveInfinity : place + 1;
    });

    private static double[] MiddleRanks(int[] relevant, ReadOnlySpan<float> scores)
    {
        var ranks = new double[relevant.Length];
        for (var i = 0; i < relevant.Length; i++)
        {
            var (higher, equal) = ScoreCounts.HigherAndEqual(scores, scores[relevant[i]]);
            ranks[i] = 1 + higher + ((equal - 1) / 2.0);
        }

        return ranks;
    }
}
