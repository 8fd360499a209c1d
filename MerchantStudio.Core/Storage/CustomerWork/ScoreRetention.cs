namespace MerchantStudio.Core.Storage.CustomerWork;

/// <summary>
/// Which scorings of one kind are kept: one per day of the data, the newest ones all, and of older ones the last of each
/// month for two years. So scores can be drawn over time while their number stays bounded.
/// </summary>
internal static class ScoreRetention
{
    public const int Recent = 8;
    public const int Months = 24;

    /// <param name="sets">All sets of a kind.</param>
    /// <returns>Ids of those to be deleted; never the newest.</returns>
    public static IReadOnlyList<long> Expired(IEnumerable<(long Id, DateTime AsOfUtc)> sets)
    {
        var newestFirst = sets.OrderByDescending(set => set.AsOfUtc).ThenByDescending(set => set.Id).ToArray();
        if (newestFirst.Length == 0)
        {
            return [];
        }

        // What was scored again for the same day replaces what was said of it before.
        var daily = newestFirst.DistinctBy(set => set.AsOfUtc.Date).ToArray();
        var oldest = newestFirst[0].AsOfUtc.AddMonths(-Months);
        var monthly = daily.Skip(Recent).Where(set => set.AsOfUtc >= oldest).DistinctBy(set => (set.AsOfUtc.Year, set.AsOfUtc.Month));
        var kept = daily.Take(Recent).Concat(monthly).Select(set => set.Id).ToHashSet();
        return [.. newestFirst.Select(set => set.Id).Where(id => !kept.Contains(id))];
    }
}
