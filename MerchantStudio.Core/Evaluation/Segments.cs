using MerchantStudio.Core.Features;

namespace MerchantStudio.Core.Evaluation;

/// <summary>
/// Groups of customers and of items that figures are also given for. Customers by baskets in the history: new 1, light 2 to 4,
/// heavy 5 and more. Items by training customers: head the first fifth of the catalogue, tail the rest; there only relevant items of
/// the group count, at the places they have in the full list.
/// </summary>
public static class Segments
{
    public const string NewCustomers = "customers-new";
    public const string LightCustomers = "customers-light";
    public const string HeavyCustomers = "customers-heavy";
    public const string HeadItems = "items-head";
    public const string TailItems = "items-tail";

    private const double HeadShare = 0.2;

    public static string OfCustomer(History history) => (history.Count == 0 ? 0 : history.Entries[0].StepsBack + 1) switch
    {
        <= 1 => NewCustomers,
        < 5 => LightCustomers,
        _ => HeavyCustomers,
    };

    internal static Dictionary<string, IReadOnlyDictionary<(string Metric, int K), double[]>> Of(
        Trial trial, IReadOnlyList<HeldOutCustomer> cases, RankedList[] lists, IReadOnlyList<int> ks)
    {
        var segments = new Dictionary<string, IReadOnlyDictionary<(string Metric, int K), double[]>>();
        foreach (var name in new[] { NewCustomers, LightCustomers, HeavyCustomers })
        {
            var inside = lists.Where((_, i) => OfCustomer(cases[i].History) == name);
            segments.Add(name, Evaluator.Measure(inside.Select(list => Evaluator.ToCase(list.RankOfRelevant)), ks));
        }

        var isHead = Head(trial.Split.Train);
        foreach (var (name, head) in new[] { (HeadItems, true), (TailItems, false) })
        {
            var inside = lists
                .Select((list, i) => list.RankOfRelevant.Where((_, r) => isHead[cases[i].Relevant[r]] == head).ToArray())
                .Where(ranks => ranks.Length > 0);
            segments.Add(name, Evaluator.Measure(inside.Select(Evaluator.ToCase), ks));
        }

        return segments;
    }

    private static bool[] Head(InteractionData train)
    {
        var customers = train.CustomersPerItem();
        var isHead = new bool[train.ItemCount];
        var count = (int)Math.Ceiling(HeadShare * train.ItemCount);
        foreach (var item in Enumerable.Range(0, train.ItemCount).OrderByDescending(i => customers[i]).ThenBy(i => i).Take(count))
        {
            isHead[item] = true;
        }

        return isHead;
    }
}
