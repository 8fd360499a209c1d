using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Features;

namespace MerchantStudio.Core.Evaluation.Protocols;

/// <summary>
/// Each customer's last purchase is the test, the last but one the validation. Candidates are all items but the customer's history;
/// equal scores share the middle rank. Settings are chosen with history and training up to the validation purchase. Reported twice,
/// with the history up to the test purchase both times: fitted without the validation purchases (comparable with most papers),
/// and fitted with them.
/// </summary>
public sealed class LeaveLastOutProtocol : IEvaluationProtocol
{
    public const string WithoutValidation = "new";
    public const string WithValidation = "new-refit";

    private const int TestPurchase = 1;
    private const int ValidationPurchase = 2;

    public string Name => "leave-last-out";

    public InteractionData Prepare(InteractionData data) => data;

    public IReadOnlyList<Trial> Tuning(InteractionData prepared) =>
        [TrialOf(WithoutValidation, LeaveLastOut.Split(prepared, ValidationPurchase, fitTo: ValidationPurchase))];

    public IReadOnlyList<Trial> Final(InteractionData prepared) =>
    [
        TrialOf(WithoutValidation, LeaveLastOut.Split(prepared, TestPurchase, fitTo: ValidationPurchase)),
        TrialOf(WithValidation, LeaveLastOut.Split(prepared, TestPurchase, fitTo: TestPurchase)),
    ];

    public string TunedOn(string variant) => WithoutValidation;

    public ProtocolFacts Describe(InteractionData prepared)
    {
        var split = LeaveLastOut.Split(prepared, TestPurchase, fitTo: ValidationPurchase);
        return new ProtocolFacts
        {
            Name = Name,
            Interactions = prepared.Count,
            TrainInteractions = split.Train.Count,
            Catalogue = split.Train.ItemCount,
            TrainCustomers = split.Train.CustomerCount,
            UnknownCustomers = prepared.CustomerCount - split.HeldOut.Count,
            ColdPurchases = split.ColdPurchases,
            Sentences =
            [
                ProtocolWords.Sentence("LastOutSplit"),
                ProtocolWords.Sentence("LastOutTuning"),
                ProtocolWords.Sentence("FullCatalogue", split.Train.ItemCount),
                ProtocolWords.Sentence("LastOutVariants"),
                ProtocolWords.Sentence("LastOutTies"),
                ProtocolWords.Sentence("LastOutWarning"),
                ProtocolWords.Sentence("Intervals"),
            ],
        };
    }

    private static Trial TrialOf(string variant, DataSplit split) =>
        new() { Variant = variant, Split = split, Candidates = CandidateRule.NewToCustomer, Ties = TieRule.Middle, HasNow = false };
}
