using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Resources;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.State;

/// <summary>Shows imports in the top bar.</summary>
internal sealed class ImportWorkSource : IRunningWorkSource, IDisposable
{
    private readonly ImportProgressHub _hub;
    private readonly IStringLocalizer<Imports> _words;
    private readonly IDisposable _watching;

    public ImportWorkSource(ImportProgressHub hub, IStringLocalizer<Imports> words)
    {
        (_hub, _words) = (hub, words);
        _watching = hub.Watch(null, progress => Changed?.Invoke(progress.ShopId));
    }

    public event Action<int>? Changed;

    public IReadOnlyList<RunningWork> Of(int shopId) => [.. _hub.Running(shopId).Where(progress => progress.State == Core.Domain.ImportBatchState.Committing)
        .Select(progress => new RunningWork(_words["ImportNumber", progress.BatchId], progress.Share, FormattableString.Invariant($"/import?batch={progress.BatchId}")))];

    public void Dispose() => _watching.Dispose();
}
