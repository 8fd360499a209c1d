using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Jobs;

/// <summary>Shows training runs in the top bar.</summary>
internal sealed class TrainingWorkSource : IRunningWorkSource, IDisposable
{
    private readonly RunProgressHub _hub;
    private readonly IStringLocalizer<TrainingWords> _words;
    private readonly IDisposable _watching;

    public TrainingWorkSource(RunProgressHub hub, IStringLocalizer<TrainingWords> words)
    {
        (_hub, _words) = (hub, words);
        _watching = hub.Watch(shopId: null, runId: null, live => Changed?.Invoke(live.ShopId));
    }

    public event Action<int>? Changed;

    public IReadOnlyList<RunningWork> Of(int shopId) => [.. _hub.Running(shopId).Select(live => new RunningWork(
        _words["RunNumber", live.RunId], live.Progress, FormattableString.Invariant($"/training/runs/{live.RunId}")))];

    public void Dispose() => _watching.Dispose();
}
