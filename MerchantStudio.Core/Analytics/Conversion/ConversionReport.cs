using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Analytics.Conversion;

/// <summary>What visits are told apart by. Every visit has exactly one value of each, or none.</summary>
public enum ConversionDimension
{
    Source,
    Device,
    Country,

    /// <summary>Category of the first event of the visit that names one.</summary>
    Category,

    /// <summary><c>new</c> for a visitor's first visit in the data, <c>returning</c> for all later ones.</summary>
    Visitor,
}

/// <param name="ShopId">The shop.</param>
/// <param name="Range">Days of the shop's calendar; null for all that it has.</param>
/// <param name="Compare">Whether the period before, of the same length, is reported and the change explained.</param>
public sealed record ConversionRequest(int ShopId, DayRange? Range = null, bool Compare = true)
{
    /// <summary>Only visits with this value of <see cref="Only"/>.</summary>
    public ConversionDimension? Where { get; init; }

    public string? Only { get; init; }

    /// <summary>Most groups of a dimension; the smaller ones are put together.</summary>
    public int Top { get; init; } = 10;

    /// <summary>How many best and worst products are listed.</summary>
    public int TopProducts { get; init; } = 8;
}

/// <summary>
/// How far visits came. A visit belongs to the day on which it began. Whoever did a later step is counted in the earlier
/// ones too, so that the shares of the steps multiply to the conversion rate.
/// </summary>
public readonly record struct VisitFigures
{
    public const int Steps = 4;

    public required int Visits { get; init; }

    /// <summary>Looked at a product, or went further.</summary>
    public required int Viewed { get; init; }

    /// <summary>Put something into the cart, or went further.</summary>
    public required int Carted { get; init; }

    /// <summary>Went to the checkout, or bought.</summary>
    public required int CheckedOut { get; init; }

    public required int Bought { get; init; }

    /// <summary>Minor units bought in these visits, less what was refunded in them.</summary>
    public required long RevenueMinor { get; init; }

    /// <summary>Share of visits that bought, with its 95 % interval.</summary>
    public Share Conversion => Wilson.Share(Bought, Visits);

    /// <summary>Minor units per visit; null without visits.</summary>
    public double? RevenuePerVisitMinor => Visits == 0 ? null : RevenueMinor / (double)Visits;

    /// <summary>How many did a step: 0 visited, 1 looked at a product, 2 cart, 3 checkout, 4 bought.</summary>
    public int At(int stage) => stage switch { 0 => Visits, 1 => Viewed, 2 => Carted, 3 => CheckedOut, _ => Bought };

    /// <summary>Share of a stage that reached the next one, 0 to 1; null when nobody was there.</summary>
    public double? StepRate(int step) => At(step) == 0 ? null : At(step + 1) / (double)At(step);

    public static VisitFigures operator +(VisitFigures one, VisitFigures other) => new()
    {
        Visits = one.Visits + other.Visits,
        Viewed = one.Viewed + other.Viewed,
        Carted = one.Carted + other.Carted,
        CheckedOut = one.CheckedOut + other.CheckedOut,
        Bought = one.Bought + other.Bought,
        RevenueMinor = one.RevenueMinor + other.RevenueMinor,
    };
}

/// <param name="Name">Null for visits that do not name it; <see cref="Rest"/> for all smaller groups together.</param>
public sealed record VisitGroup(string? Name, VisitFigures Now, VisitFigures Before)
{
    /// <summary>Name of the group that holds all smaller ones.</summary>
    public const string Rest = "(rest)";
}

/// <param name="Start">First day of the unit.</param>
public sealed record VisitPoint(DateOnly Start, VisitFigures Figures);

/// <param name="Weekday">0 is Monday.</param>
/// <param name="Hour">0 to 23 on the shop's clock.</param>
public sealed record VisitHour(int Weekday, int Hour, int Visits, int Bought);

/// <summary>One product's share with what the shop's other products say about shares of so few.</summary>
/// <param name="Hits">Visitors who did the later step with it.</param>
/// <param name="Of">Visitors who did the earlier step with it.</param>
/// <param name="Rate">Shrunk share (posterior mean), 0 to 1.</param>
/// <param name="Low">2.5 % quantile of the posterior.</param>
/// <param name="High">97.5 % quantile of the posterior.</param>
public sealed record ProductRate(string Key, string? Title, int Hits, int Of, double Rate, double Low, double High);

/// <param name="Best">Highest shrunk share first.</param>
/// <param name="Worst">Lowest shrunk share first.</param>
/// <param name="Typical">Share of the typical product, 0 to 1; null when there are no products to speak of.</param>
/// <param name="Weight">How many visitors' worth the typical share counts for when a product's own is judged.</param>
/// <param name="Products">How many products have visitors at the earlier step.</param>
public sealed record ProductRates(IReadOnlyList<ProductRate> Best, IReadOnlyList<ProductRate> Worst, double? Typical, double Weight, int Products);

public sealed record ConversionReport
{
    public required string Currency { get; init; }
    public required DayRange Range { get; init; }
    public required DayRange? PreviousRange { get; init; }
    public required CalendarUnit Unit { get; init; }
    public required VisitFigures Now { get; init; }
    public required VisitFigures? Before { get; init; }
    public required IReadOnlyList<VisitPoint> Trend { get; init; }
    public required IReadOnlyList<VisitPoint> PreviousTrend { get; init; }

    /// <summary>Most visits first, the rest last.</summary>
    public required IReadOnlyDictionary<ConversionDimension, IReadOnlyList<VisitGroup>> Groups { get; init; }

    /// <summary>Why the rate changed, seen along each dimension; empty when nothing is compared or a period has no visits.</summary>
    public required IReadOnlyDictionary<ConversionDimension, RateChange> Changes { get; init; }

    /// <summary>Hours with visits only.</summary>
    public required IReadOnlyList<VisitHour> Hours { get; init; }

    public required ProductRates ViewToCart { get; init; }
    public required ProductRates CartToBuy { get; init; }

    /// <summary>Orders of the period that no recorded visit holds: phone orders, or days without an event log.</summary>
    public required int OrdersOutsideVisits { get; init; }

    /// <summary>The same orders by hour of the week; hours without one are left out.</summary>
    public required IReadOnlyList<VisitHour> OrderHoursOutsideVisits { get; init; }

    /// <summary>Events that no analysis counts, because only programs do so many in a minute.</summary>
    public required int MachineEvents { get; init; }

    /// <summary>Visitors whose events those are.</summary>
    public required int Machines { get; init; }

    /// <summary>Minutes of silence that end a visit.</summary>
    public required int SessionGapMinutes { get; init; }

    /// <summary>Whether any event of the shop is part of a visit at all; without, the shop has orders only.</summary>
    public required bool HasVisits { get; init; }
}
