namespace MerchantStudio.Core.Predictors.Churn;

/// <summary>The shop's own rhythm: how long its customers wait between purchases.</summary>
/// <param name="Gaps">Number of gaps between one purchase day and the next of the same customer.</param>
/// <param name="MedianDays">Half of the gaps are shorter; NaN without gaps.</param>
/// <param name="LongDays">Four fifths of the gaps are shorter; NaN without gaps.</param>
/// <param name="ProposedHorizonDays">A usual length that holds four fifths of the gaps and fits into the data three times.</param>
/// <param name="Distribution">Gaps by length; the last part has no end.</param>
public sealed record ShopRhythm(
    int Gaps, double MedianDays, double LongDays, int ProposedHorizonDays, IReadOnlyList<(int FromDays, int? ToDays, int Gaps)> Distribution)
{
    private const double LongShare = 0.8;
    private static readonly int[] s_borders = [1, 8, 15, 31, 46, 61, 91, 121, 181, 271, 366];
    private static readonly int[] s_usual = [14, 30, 45, 60, 90, 120, 180, 270, 365];

    public static ShopRhythm Of(PurchaseLog log)
    {
        var gaps = new List<double>();
        for (var customer = 0; customer < log.CustomerCount; customer++)
        {
            AddGaps(log, customer, gaps);
        }

        gaps.Sort();
        var span = log.LineCount == 0 ? 0 : log.Day.Max() - log.Day.Min() + 1;
        var longest = gaps.Count == 0 ? double.NaN : gaps[(int)(LongShare * (gaps.Count - 1))];
        return new ShopRhythm(gaps.Count, gaps.Count == 0 ? double.NaN : gaps[gaps.Count / 2], longest, Propose(longest, span), Distribute(gaps));
    }

    private static IReadOnlyList<(int FromDays, int? ToDays, int Gaps)> Distribute(List<double> gaps) =>
    [
        .. s_borders.Select((from, i) =>
        {
            int? to = i + 1 < s_borders.Length ? s_borders[i + 1] : null;
            return (from, to, gaps.Count(gap => gap >= from && (to is null || gap < to)));
        }),
    ];

    private static int Propose(double longDays, int spanDays)
    {
        var fitting = s_usual.Where(days => days * 3 <= spanDays).DefaultIfEmpty(s_usual[0]).ToArray();
        return double.IsNaN(longDays) ? fitting[^1] : fitting.FirstOrDefault(days => days >= longDays, fitting[^1]);
    }

    private static void AddGaps(PurchaseLog log, int customer, List<double> gaps)
    {
        var last = int.MinValue;
        for (var line = log.Offsets[customer]; line < log.Offsets[customer + 1]; line++)
        {
            if (log.IsReturn[line] || log.Day[line] == last)
            {
                continue;
            }

            if (last != int.MinValue)
            {
                gaps.Add(log.Day[line] - last);
            }

            last = log.Day[line];
        }
    }
}
