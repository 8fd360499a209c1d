using System.Text.Json;
using System.Text.Json.Serialization;

namespace MerchantStudio.Components.Charts;

/// <summary>How a figure is written. The chart modules know the same names; no code travels to the browser.</summary>
[JsonConverter(typeof(CamelCaseConverter<ChartFormat>))]
public enum ChartFormat
{
    Text,
    Whole,

    /// <summary>Up to two decimals.</summary>
    Number,

    /// <summary>Four significant digits, for metrics and losses.</summary>
    Precise,

    /// <summary>A share of 1, written as per cent.</summary>
    Percent,

    /// <summary>Whole minor units of the chart's currency.</summary>
    Money,

    /// <summary>Seconds, written in the unit that a person would use.</summary>
    Duration,
    Day,
    Month,
}

[JsonConverter(typeof(CamelCaseConverter<ChartScale>))]
public enum ChartScale
{
    Category,
    Time,
    Number,
}

[JsonConverter(typeof(CamelCaseConverter<SeriesRole>))]
public enum SeriesRole
{
    Main,

    /// <summary>Something to compare with: drawn grey and dashed.</summary>
    Context,
}

internal sealed class CamelCaseConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase)
    where T : struct, Enum;
