namespace MerchantStudio.Components.Charts;

/// <summary>A trend, with what it is compared to as a <see cref="SeriesRole.Context"/> series.</summary>
public sealed record LineChart : LabelledChart
{
    public override string Module => "line";
    public bool Filled { get; init; }

    /// <summary>Whether the axis of figures starts at zero; only a trend of rates may leave it.</summary>
    public bool FromZero { get; init; } = true;
}

/// <summary>Bars from zero.</summary>
public sealed record BarChart : LabelledChart
{
    public override string Module => "bar";
    public bool Horizontal { get; init; }
    public bool Stacked { get; init; }

    /// <summary>Stacks of equal length that show shares.</summary>
    public bool Shares { get; init; }
}

/// <summary>A grid of figures: one series is one row.</summary>
public sealed record HeatMapChart : LabelledChart
{
    public override string Module => "heat-map";

    /// <summary>What the rows are.</summary>
    public required string RowTitle { get; init; }

    /// <summary>Whether the figures are written in the cells.</summary>
    public bool Numbers { get; init; }

    public override IReadOnlyList<ChartLegendEntry> Legend => [];
}

/// <summary>Steps of a funnel; the one series holds how many reached each.</summary>
public sealed record FunnelChart : LabelledChart
{
    public override string Module => "funnel";
    public override IReadOnlyList<ChartLegendEntry> Legend => [];

    // Bars of nothing are no drawing.
    public override bool IsEmpty => Series.All(series => series.Values.All(value => value is null or 0));
}

/// <summary>A word-sized trend without axes or tools.</summary>
public sealed record SparklineChart : LabelledChart
{
    public override string Module => "sparkline";
}

/// <summary>Points; each series is a group.</summary>
public sealed record ScatterChart : PointChart
{
    public override string Module => "scatter";
}

/// <summary>A curve over numbers: reliability, ROC, precision and recall, a metric by k.</summary>
public sealed record CurveChart : PointChart
{
    public override string Module => "curve";

    /// <summary>Both axes run from 0 to 1.</summary>
    public bool UnitSquare { get; init; }

    /// <summary>Name of the ideal or chance line; null draws none.</summary>
    public string? ReferenceName { get; init; }

    /// <summary>Height of a level reference line; null draws the diagonal.</summary>
    public double? ReferenceFlat { get; init; }

    /// <summary>Whether the points themselves are marked.</summary>
    public bool Dots { get; init; }
}

/// <summary>Loss or metric by step, which grows while a run goes on.</summary>
public sealed record LossChart : PointChart
{
    public override string Module => "loss";

    /// <summary>The best point so far.</summary>
    public BestPoint? Best { get; init; }
}

/// <param name="X">Step or epoch.</param>
/// <param name="Label">What is written beside it.</param>
/// <param name="Series">Which series it belongs to, 0-based.</param>
public sealed record BestPoint(double X, string Label, int Series = 0);
