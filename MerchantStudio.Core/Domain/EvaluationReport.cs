namespace MerchantStudio.Core.Domain;

/// <summary>How well one recommender did, and under which rules. Saved with the model version.</summary>
public sealed record EvaluationReport
{
    /// <summary>Catalogue name of the recommender.</summary>
    public required string Model { get; init; }

    public required ProtocolFacts Protocol { get; init; }

    /// <summary>One per question asked, such as "all items" and "only items new to the customer".</summary>
    public required IReadOnlyList<VariantReport> Variants { get; init; }

    /// <summary>Seconds per stage: tune, fit, evaluate, refit, save.</summary>
    public required IReadOnlyDictionary<string, double> Seconds { get; init; }
}

/// <summary>One question of a protocol and its figures.</summary>
public sealed record VariantReport
{
    /// <summary><c>all</c>, <c>new</c>, or <c>new-refit</c> (fitted with the validation purchases as well).</summary>
    public required string Variant { get; init; }

    /// <summary>The settings that validation chose for it.</summary>
    public required IReadOnlyDictionary<string, double> Settings { get; init; }

    /// <summary>nDCG@10 of these settings on the validation customers; null when nothing was tuned.</summary>
    public double? ValidationNdcg10 { get; init; }

    /// <summary>Combinations of settings that validation compared.</summary>
    public int SettingsTried { get; init; }

    /// <summary>Customers scored.</summary>
    public required int Customers { get; init; }

    /// <summary>Mean number of items to be found per customer.</summary>
    public required double RelevantPerCustomer { get; init; }

    public required IReadOnlyList<MetricValue> Metrics { get; init; }

    public required IReadOnlyList<SegmentReport> Segments { get; init; }

    /// <summary>This model minus each baseline, on the same customers.</summary>
    public IReadOnlyList<MetricComparison> Comparisons { get; init; } = [];
}

/// <param name="Metric"><c>ndcg</c>, <c>recall</c>, <c>precision</c>, <c>hr</c>, <c>mrr</c>, <c>map</c>, <c>coverage</c>, <c>gini</c>, <c>novelty</c> or <c>diversity</c>.</param>
/// <param name="K">Length of the list.</param>
/// <param name="Value">Mean over customers; for coverage and gini a figure of all lists together. NaN never: null when nothing could be measured.</param>
/// <param name="Low">Lower end of the 95 % bootstrap interval over customers; null where there is none.</param>
/// <param name="High">Upper end.</param>
public sealed record MetricValue(string Metric, int K, double? Value, double? Low, double? High);

/// <param name="Segment"><c>customers-new</c>, <c>customers-light</c>, <c>customers-heavy</c>, <c>items-head</c> or <c>items-tail</c>.</param>
/// <param name="Customers">Customers with something to be found in the segment.</param>
/// <param name="Metrics">Figures within the segment.</param>
public sealed record SegmentReport(string Segment, int Customers, IReadOnlyList<MetricValue> Metrics);

/// <summary>A paired difference: the mean over customers of this model's value minus the baseline's.</summary>
/// <param name="Baseline">Catalogue name.</param>
/// <param name="Metric">As in <see cref="MetricValue"/>.</param>
/// <param name="K">Length of the list.</param>
/// <param name="Difference">Above zero when this model is better.</param>
/// <param name="Low">Lower end of the 95 % bootstrap interval of the difference.</param>
/// <param name="High">Upper end.</param>
public sealed record MetricComparison(string Baseline, string Metric, int K, double Difference, double Low, double High)
{
    /// <summary>Whether the whole interval lies above zero.</summary>
    public bool IsBetter => Low > 0;
}

/// <summary>The rules under which figures were measured; everything needed to print them in words.</summary>
public sealed record ProtocolFacts
{
    /// <summary>Name on the command line.</summary>
    public required string Name { get; init; }

    public required int Interactions { get; init; }
    public required int TrainInteractions { get; init; }
    public required int Catalogue { get; init; }
    public required int TrainCustomers { get; init; }

    /// <summary>Start of the test window; null when every customer has an own one.</summary>
    public DateTime? TestFromUtc { get; init; }

    /// <summary>Start of the validation window; null when every customer has an own one.</summary>
    public DateTime? ValidationFromUtc { get; init; }

    /// <summary>Customers with test purchases who are unknown in training and so not scored.</summary>
    public required int UnknownCustomers { get; init; }

    /// <summary>Test purchases of items that nobody bought in training; no model can find them.</summary>
    public required int ColdPurchases { get; init; }

    /// <summary>Sentences in words, in order: resource keys of the protocol's words with their arguments.</summary>
    public required IReadOnlyList<ProtocolSentence> Sentences { get; init; }
}

/// <param name="Key">Resource key of a format string.</param>
/// <param name="Arguments">Its arguments, as invariant text: whole numbers, or dates as yyyy-MM-dd.</param>
public sealed record ProtocolSentence(string Key, IReadOnlyList<string> Arguments);
