using MerchantStudio.Core.Evaluation.Protocols;
using MerchantStudio.Core.Recommenders;

namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>What may be asked for.</summary>
public static class TrainingRequests
{
    public const int MostK = 1_000;
    public const int MostTuningSeconds = 86_400;
    public const int MostFitMinutes = 1_440;

    public static IReadOnlyList<string> Models { get; } = [.. RecommenderCatalog.All.Select(recommender => recommender.Name)];

    /// <summary>The first one is what a run uses unless it is told otherwise.</summary>
    public static IReadOnlyList<string> Protocols { get; } = [.. ProtocolCatalog.All.Select(protocol => protocol.Name)];

    public static IReadOnlyList<string> Devices { get; } = ["auto", "cpu", "webgpu", "cuda"];

    /// <summary>The request with names spelled as the catalogues spell them; <c>sequential-transformer</c> is understood too.</summary>
    /// <exception cref="ArgumentException">It names something that there is not; the message lists what there is.</exception>
    public static TrainingRequest Check(TrainingRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var model = IsAll(request.Model) ? TrainingRequest.AllModels : RecommenderCatalog.Get(request.Model.Replace("-", "", StringComparison.Ordinal)).Name;
        var device = Devices.FirstOrDefault(known => known.Equals(request.Device, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"There is no device '{request.Device}'; there are: {string.Join(", ", Devices)}.", nameof(request));
        if (request.Ks.Count == 0 || request.Ks.Any(k => k is < 1 or > MostK))
        {
            throw new ArgumentException($"k must be one or more numbers from 1 to {MostK}.", nameof(request));
        }
        if (request.TuningSeconds is < 0 or > MostTuningSeconds)
        {
            throw new ArgumentException($"Time to choose settings must be from 0 to {MostTuningSeconds} seconds, but is {request.TuningSeconds}.", nameof(request));
        }
        if (request.FitMinutes is < 1 or > MostFitMinutes)
        {
            throw new ArgumentException($"Time of a fit must be from 1 to {MostFitMinutes} minutes, but is {request.FitMinutes}.", nameof(request));
        }
        return request with { Model = model, Protocol = ProtocolCatalog.Get(request.Protocol).Name, Device = device, Ks = [.. request.Ks.Distinct().Order()] };
    }

    private static bool IsAll(string model) => model.Equals(TrainingRequest.AllModels, StringComparison.OrdinalIgnoreCase);
}
