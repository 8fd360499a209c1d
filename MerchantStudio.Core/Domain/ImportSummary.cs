namespace MerchantStudio.Core.Domain;

/// <summary>What a file holds, for the question "does this match your back office?" and for the result.</summary>
public sealed record ImportSummary
{
    public long RowsRead { get; init; }
    public long RowsSetAside { get; init; }
    public long RowsAbsorbed { get; init; }
    public long Orders { get; init; }
    public long Customers { get; init; }

    /// <summary>Different products; postage, fees and the like are not counted.</summary>
    public long Products { get; init; }

    /// <summary>Sum of the lines that count as revenue in <see cref="Currency"/>, in minor units.</summary>
    public long RevenueMinor { get; init; }

    /// <summary>Sum of the order totals that the file itself states, in minor units; null when it states none.</summary>
    public long? StatedTotalMinor { get; init; }

    /// <summary>The shop's currency, or the file's only one.</summary>
    public required string Currency { get; init; }

    /// <summary>Lines in another currency than <see cref="Currency"/>, which are not part of the revenue.</summary>
    public long OtherCurrencyLines { get; init; }

    /// <summary>Every currency that the orders name, the shop's first, then by lines.</summary>
    public IReadOnlyList<CurrencyCount> Currencies { get; init; } = [];

    /// <summary>Words for the state of an order that nobody has explained; they count as sold.</summary>
    public IReadOnlyList<StatusCount> UnknownStatuses { get; init; } = [];

    public DateTime? FromUtc { get; init; }
    public DateTime? ToUtc { get; init; }
    public long Returns { get; init; }
    public long NotProductLines { get; init; }
    public long WithoutCustomer { get; init; }

    /// <summary>Lines or events that repeat one before them exactly.</summary>
    public long Repeated { get; init; }

    public IReadOnlyDictionary<string, long> SetAsideByReason { get; init; } = new Dictionary<string, long>();
}

/// <summary>How much of a file is in one currency.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Lines">Order lines that are taken.</param>
/// <param name="SetAside">Rows set aside because it is not the shop's currency.</param>
/// <param name="RevenueMinor">Sum of the taken lines that count as revenue, in minor units of the currency.</param>
public sealed record CurrencyCount(string Currency, long Lines, long SetAside, long RevenueMinor);

/// <summary>A word for the state of an order, and on how many lines it stands.</summary>
public sealed record StatusCount(string Words, long Lines);
