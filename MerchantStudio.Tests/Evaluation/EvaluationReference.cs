using MerchantStudio.Core.Evaluation;
using MerchantStudio.Core.Recommenders;

namespace MerchantStudio.Tests.Evaluation;

/// <summary>The protocol written out: sort the whole catalogue for each customer and count along the list.</summary>
internal static class EvaluationReference
{
    internal static Dictionary<string, double> Means(Trial trial, IRecommenderModel model, int k) => Means(trial, model, k, everyNth: 1);

    /// <summary>Of every so-many-th customer that can be scored, beginning with the first.</summary>
    internal static Dictionary<string, double> Means(Trial trial, IRecommenderModel model, int k, int everyNth)
    {
        var sums = new Dictionary<string, double> { ["ndcg"] = 0, ["hr"] = 0, ["recall"] = 0, ["precision"] = 0, ["mrr"] = 0, ["map"] = 0 };
        var (seen, customers) = (0, 0);
        foreach (var held in trial.Split.HeldOut)
        {
            var taken = trial.Candidates == CandidateRule.NewToCustomer ? held.History.Entries.ToArray().Select(e => e.Item).ToHashSet() : [];
            var relevant = held.Relevant.Where(item => !taken.Contains(item)).ToHashSet();
            if (relevant.Count > 0 && seen++ % everyNth == 0)
            {
                customers++;
                AddOne(sums, RanksOf(trial, model, held.History, taken, relevant), relevant.Count, k);
            }
        }

        return sums.ToDictionary(pair => pair.Key, pair => pair.Value / customers);
    }

    private static List<double> RanksOf(
        Trial trial, IRecommenderModel model, Core.Features.History history, HashSet<int> taken, HashSet<int> relevant)
    {
        var scores = new float[model.ItemCount];
        model.Score(history, scores);
        var candidates = Enumerable.Range(0, model.ItemCount).Where(item => !taken.Contains(item)).ToArray();
        if (trial.Ties == TieRule.Middle)
        {
            return [.. relevant.Select(item =>
                1 + candidates.Count(c => scores[c] > scores[item]) + ((candidates.Count(c => scores[c] == scores[item]) - 1) / 2.0)).Order()];
        }

        var sorted = candidates.OrderByDescending(item => scores[item]).ThenBy(item => item).ToList();
        return [.. relevant.Select(item => (double)sorted.IndexOf(item) + 1).Order()];
    }

    private static void AddOne(Dictionary<string, double> sums, List<double> ranks, int relevant, int k)
    {
        var hits = ranks.Where(rank => rank <= k).ToList();
        sums["hr"] += hits.Count > 0 ? 1 : 0;
        sums["recall"] += (double)hits.Count / relevant;
        sums["precision"] += (double)hits.Count / k;
        sums["mrr"] += hits.Count > 0 ? 1 / hits[0] : 0;
        sums["map"] += hits.Select((rank, i) => (i + 1) / rank).Sum() / Math.Min(k, relevant);
        sums["ndcg"] += hits.Sum(rank => 1 / Math.Log2(1 + rank)) / Enumerable.Range(1, Math.Min(k, relevant)).Sum(rank => 1 / Math.Log2(1 + rank));
    }
}
