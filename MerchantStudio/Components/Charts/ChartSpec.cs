using System.Text.Json.Serialization;

namespace MerchantStudio.Components.Charts;

/// <summary>A chart as data: what its module draws, its table shows and its CSV holds.</summary>
public abstract record ChartSpec
{
    /// <summary>Name of the module that draws it: <c>assets/charts/NAME.js</c>.</summary>
    [JsonIgnore]
    public abstract string Module { get; }

    public required string Title { get; init; }

    /// <summary>What is measured, over which period, and what is left out.</summary>
    [JsonIgnore]
    public string? Definition { get; init; }

    public required ValueAxis Y { get; init; }

    /// <summary>ISO 4217 code of money figures.</summary>
    public string? Currency { get; init; }

    /// <summary>Whether a click on a point is reported to the page.</summary>
    public bool Clickable { get; init; }

    [JsonIgnore]
    public abstract IReadOnlyList<ChartLegendEntry> Legend { get; }

    [JsonIgnore]
    public abstract bool IsEmpty { get; }

    public abstract ChartTable ToTable();
}

/// <summary>A name in the legend and its place in the palette; null for the grey of context.</summary>
public sealed record ChartLegendEntry(string Name, int? Colour);

/// <summary>A chart with one figure for each label and series.</summary>
public abstract record LabelledChart : ChartSpec
{
    [JsonPropertyName("x")]
    public required ChartLabels Labels { get; init; }

    public required IReadOnlyList<ValueSeries> Series { get; init; }

    public override IReadOnlyList<ChartLegendEntry> Legend =>
        [.. Series.Select((series, i) => new ChartLegendEntry(series.Name, series.Role == SeriesRole.Context ? null : series.Colour ?? i))];

    public override bool IsEmpty => Labels.Values.Count == 0 || Series.All(series => series.Values.All(value => value is null));

    public override ChartTable ToTable() => new(
        [new ChartColumn(Labels.Title, Labels.Format), .. Series.Select(series => new ChartColumn(series.Name, Y.Format))],
        [.. Labels.Values.Select((label, i) => (IReadOnlyList<object?>)[label, .. Series.Select(series => (object?)series.Values.ElementAtOrDefault(i))])],
        Currency);
}

/// <summary>A chart of points over numbers.</summary>
public abstract record PointChart : ChartSpec
{
    public required NumberAxis X { get; init; }
    public required IReadOnlyList<PointSeries> Series { get; init; }

    public override IReadOnlyList<ChartLegendEntry> Legend =>
        [.. Series.Select((series, i) => new ChartLegendEntry(series.Name, series.Role == SeriesRole.Context ? null : series.Colour ?? i))];

    public override bool IsEmpty => Series.All(series => series.Points.Count == 0);

    public override ChartTable ToTable() => new(
        [new ChartColumn("", ChartFormat.Text), new ChartColumn(X.Title, X.Format), new ChartColumn(Y.Title, Y.Format)],
        [.. Series.SelectMany(series => series.Points.Select(point => (IReadOnlyList<object?>)[series.Name, point[0], point[1]]))],
        Currency);
}
