namespace MerchantStudio.Components.Charts;

/// <summary>The axis of figures.</summary>
/// <param name="Title">What is measured, with its unit.</param>
/// <param name="Format">How a figure is written.</param>
public sealed record ValueAxis(string Title, ChartFormat Format);

/// <summary>The places along a chart: days, months or names.</summary>
public sealed record ChartLabels
{
    private ChartLabels(string title, ChartScale kind, ChartFormat format, IReadOnlyList<object> values)
    {
        (Title, Kind, Format, Values) = (title, kind, format, values);
    }

    public string Title { get; }
    public ChartScale Kind { get; }
    public ChartFormat Format { get; }

    /// <summary>Names, or days as milliseconds since 1970 of the shop's own wall clock.</summary>
    public IReadOnlyList<object> Values { get; }

    public static ChartLabels Names(string title, IEnumerable<string> names) =>
        new(title, ChartScale.Category, ChartFormat.Text, [.. names]);

    /// <summary>Days of the shop's calendar; <paramref name="byMonth"/> writes them as months.</summary>
    public static ChartLabels Days(string title, IEnumerable<DateOnly> days, bool byMonth = false) =>
        new(title, ChartScale.Time, byMonth ? ChartFormat.Month : ChartFormat.Day, [.. days.Select(day => (object)Milliseconds(day))]);

    private static long Milliseconds(DateOnly day) =>
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds();
}

/// <summary>A numeric axis along the bottom.</summary>
public sealed record NumberAxis(string Title, ChartFormat Format)
{
    public ChartScale Kind { get; } = ChartScale.Number;
}

/// <summary>One figure for each label; null where it is not known.</summary>
public sealed record ValueSeries(string Name, IReadOnlyList<double?> Values)
{
    public SeriesRole Role { get; init; }

    /// <summary>Place in the palette, 0-based, so that one thing has the same colour on every chart; null for its place in the list.</summary>
    public int? Colour { get; init; }

    public static ValueSeries Of(string name, IEnumerable<double> values) => new(name, [.. values.Select(value => (double?)value)]);
    public static ValueSeries Of(string name, IEnumerable<long> values) => new(name, [.. values.Select(value => (double?)value)]);
}

/// <summary>Points [x, y].</summary>
public sealed record PointSeries(string Name, IReadOnlyList<double[]> Points)
{
    public SeriesRole Role { get; init; }
    public int? Colour { get; init; }
}
