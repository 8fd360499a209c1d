namespace MerchantStudio.Core.Recommenders;

/// <summary>Where a part of a score comes from.</summary>
public enum ContributionSource
{
    /// <summary>An earlier item of the customer; <see cref="Contribution.Item"/> names it.</summary>
    History = 0,

    /// <summary>The customer took this very item before.</summary>
    OwnPurchases = 1,

    /// <summary>Many customers take the item.</summary>
    Popularity = 2,

    /// <summary>A part of the model that belongs to no single purchase.</summary>
    Model = 3,
}

/// <param name="Source">Kind of reason.</param>
/// <param name="Item">The earlier item that speaks for (or against) the score; null when the part belongs to no item.</param>
/// <param name="Value">Signed part of the score.</param>
public readonly record struct Contribution(ContributionSource Source, int? Item, double Value);

/// <summary>Why an item got its score. The contributions, largest first, add up to the score (to float rounding).</summary>
/// <remarks>They say what the score is made of; they do not say what caused a purchase.</remarks>
public sealed record Explanation
{
    public required int Item { get; init; }

    public required double Score { get; init; }

    public required IReadOnlyList<Contribution> Contributions { get; init; }

    /// <summary>Drops parts that are zero, sorts the rest and adds them up.</summary>
    public static Explanation Of(int item, IEnumerable<Contribution> contributions)
    {
        var parts = contributions.Where(part => part.Value != 0).OrderByDescending(part => part.Value).ToArray();
        return new Explanation { Item = item, Score = parts.Sum(part => part.Value), Contributions = parts };
    }
}
