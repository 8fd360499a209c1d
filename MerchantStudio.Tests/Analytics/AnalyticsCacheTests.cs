using MerchantStudio.Core.Analytics;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.Tests.Snapshots;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Tests.Analytics;

public sealed class AnalyticsCacheTests : IDisposable
{
    private readonly AnalyticsCache _cache = new(Options.Create(new AnalyticsOptions()));
    private readonly SnapshotFile _file = SnapshotFile.Of(new SnapshotRow { CustomerKey = "c", ItemKey = "p" });

    [Fact]
    public async Task Get_ManyWhoAskForTheSameAtOnce_ShareOneMaking()
    {
        var made = 0;
        using var begun = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var first = Task.Run(() => Get("same"), TestContext.Current.CancellationToken);
        begun.Wait(TestContext.Current.CancellationToken);
        var others = Enumerable.Range(0, 8).Select(_ => Task.Run(() => Get("same"), TestContext.Current.CancellationToken)).ToList();
        go.Set();

        var reports = await Task.WhenAll(others.Append(first));

        made.ShouldBe(1);
        reports.Distinct().Count().ShouldBe(1);

        object Get(string request) => _cache.Get(_file.Snapshot, request, () =>
        {
            Interlocked.Increment(ref made);
            begun.Set();
            go.Wait(TestContext.Current.CancellationToken);
            return new object();
        });
    }

    [Fact]
    public async Task Get_WhenTheOneWhoMakesItGivesUp_TheOthersMakeItThemselves()
    {
        using var begun = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var givesUp = Task.Run(() => _cache.Get<string, object>(_file.Snapshot, "same", () =>
        {
            begun.Set();
            go.Wait(TestContext.Current.CancellationToken);
            throw new OperationCanceledException();
        }), TestContext.Current.CancellationToken);
        begun.Wait(TestContext.Current.CancellationToken);
        var other = Task.Run(() => _cache.Get(_file.Snapshot, "same", () => new object()), TestContext.Current.CancellationToken);
        go.Set();

        (await other).ShouldNotBeNull();
        await Should.ThrowAsync<OperationCanceledException>(givesUp);
    }

    public void Dispose()
    {
        _cache.Dispose();
        _file.Dispose();
    }
}
