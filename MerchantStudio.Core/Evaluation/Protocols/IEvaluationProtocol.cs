using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Features;

namespace MerchantStudio.Core.Evaluation.Protocols;

/// <summary>
/// The rules of a comparison: which rows count, what is held out, what settings are chosen on. Validation and test never overlap,
/// and <see cref="Tuning"/> never touches what <see cref="Final"/> is scored on. A new one is a file here and one line in
/// <see cref="ProtocolCatalog"/>.
/// </summary>
public interface IEvaluationProtocol
{
    /// <summary>Name on the command line and in reports.</summary>
    string Name { get; }

    /// <summary>The rows that count under this protocol.</summary>
    InteractionData Prepare(InteractionData data);

    /// <summary>Where settings are chosen: one trial per variant that is tuned by itself.</summary>
    IReadOnlyList<Trial> Tuning(InteractionData prepared);

    /// <summary>What is reported, in order.</summary>
    IReadOnlyList<Trial> Final(InteractionData prepared);

    /// <summary>Name of the tuning trial whose choice a reported variant uses.</summary>
    string TunedOn(string variant);

    /// <summary>The rules in words and counts.</summary>
    ProtocolFacts Describe(InteractionData prepared);
}
