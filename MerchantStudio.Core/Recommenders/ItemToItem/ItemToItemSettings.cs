namespace MerchantStudio.Core.Recommenders.ItemToItem;

/// <summary>Settings that all models share which score by "having taken j speaks for i".</summary>
internal static class ItemToItemSettings
{
    /// <summary>Weight kept per basket back in the history; 1 = an old purchase says as much as a new one.</summary>
    internal const string Decay = "decay";

    /// <summary>Weight of the customer's own earlier purchases of the very item.</summary>
    internal const string Self = "self";

    /// <summary>Weight kept per basket back for the own purchases.</summary>
    internal const string SelfDecay = "selfDecay";

    /// <summary>1: buying more often counts more, as log(1 + times).</summary>
    internal const string LogCounts = "logCounts";

    /// <summary>Strongest entries kept per item.</summary>
    internal const string Neighbours = "neighbours";

    /// <summary>Weight of what is in demand now, as a share of the largest personal score.</summary>
    internal const string Trend = "trend";

    /// <summary>Half-life in days of "now".</summary>
    internal const string TrendDays = "trendDays";

    internal static Setting DecaySetting { get; } = new(Decay, 1, [1, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.3], NeedsRefit: false);

    internal static Setting SelfDecaySetting { get; } = new(SelfDecay, 1, [1, 0.95, 0.9, 0.8, 0.7, 0.6], NeedsRefit: false) { OwnItemsOnly = true };

    internal static Setting TrendSetting { get; } = new(Trend, 0, [0, 0.03, 0.1, 0.3, 1, 3], NeedsRefit: false) { NeedsNow = true };

    internal static Setting TrendDaysSetting { get; } = new(TrendDays, 30, TrendVectors.HalfLives, NeedsRefit: false) { NeedsNow = true };

    internal static Setting SelfSetting(params IReadOnlyList<double> candidates) => new(Self, 0, candidates, NeedsRefit: false) { OwnItemsOnly = true };
}
