using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Features;

namespace MerchantStudio.Core.Evaluation.Protocols;

/// <summary>
/// One border in time for everybody. With the data running from t0 to t1: settings are chosen by fitting before t0 + 0.64·(t1 − t0) and
/// finding what was bought from there up to t0 + 0.8·(t1 − t0); the figures come from fitting before the latter and finding what was
/// bought after it. Two variants, each tuned by itself: all items, and only items new to the customer.
/// </summary>
public sealed class TimeProtocol(string name, RowRules rows) : IEvaluationProtocol
{
    public const string AllItems = "all";
    public const string NewItems = "new";

    private const double ValidationFrom = 0.64;
    private const double TestFrom = 0.8;

    public string Name => name;

    public InteractionData Prepare(InteractionData data) => rows.Apply(data);

    public IReadOnlyList<Trial> Tuning(InteractionData prepared) =>
        BothVariants(TimeSplit.Split(prepared, TimeSplit.At(prepared, ValidationFrom), TimeSplit.At(prepared, TestFrom)));

    public IReadOnlyList<Trial> Final(InteractionData prepared) =>
        BothVariants(TimeSplit.Split(prepared, TimeSplit.At(prepared, TestFrom)));

    public string TunedOn(string variant) => variant;

    public ProtocolFacts Describe(InteractionData prepared)
    {
        var split = TimeSplit.Split(prepared, TimeSplit.At(prepared, TestFrom));
        var validationFrom = new DateTime(TimeSplit.At(prepared, ValidationFrom), DateTimeKind.Utc);
        var testFrom = new DateTime(TimeSplit.At(prepared, TestFrom), DateTimeKind.Utc);
        return new ProtocolFacts
        {
            Name = name,
            Interactions = prepared.Count,
            TrainInteractions = split.Train.Count,
            Catalogue = split.Train.ItemCount,
            TrainCustomers = split.Train.CustomerCount,
            ValidationFromUtc = validationFrom,
            TestFromUtc = testFrom,
            UnknownCustomers = split.UnknownCustomers,
            ColdPurchases = split.ColdPurchases,
            Sentences =
            [
                ProtocolWords.Sentence("TimeSplit", testFrom),
                ProtocolWords.Sentence("TimeTuning", validationFrom, testFrom),
                ProtocolWords.Sentence("FullCatalogue", split.Train.ItemCount),
                ProtocolWords.Sentence("TimeVariants"),
                ProtocolWords.Sentence("TimeLeftOut", split.UnknownCustomers, split.ColdPurchases),
                ProtocolWords.Sentence("TimeTies"),
                ProtocolWords.Sentence("Intervals"),
            ],
        };
    }

    private static IReadOnlyList<Trial> BothVariants(DataSplit split) =>
    [
        new() { Variant = AllItems, Split = split, Candidates = CandidateRule.AllItems, Ties = TieRule.LowerItemFirst },
        new() { Variant = NewItems, Split = split, Candidates = CandidateRule.NewToCustomer, Ties = TieRule.LowerItemFirst },
    ];
}
