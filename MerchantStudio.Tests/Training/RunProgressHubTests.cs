using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline.Training;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Training;

public sealed class RunProgressHubTests
{
    private static RunLive State(double progress, RunState state = RunState.Running, int shop = 1, long run = 1) =>
        new() { RunId = run, ShopId = shop, State = state, Stage = RunStages.Fit, Progress = progress };

    [Fact]
    public void Publish_ManyChangesInAnInstant_AreHeardFirstAndLast()
    {
        var time = new ManualTime();
        var hub = new RunProgressHub(time);
        var heard = new List<double>();
        using var watching = hub.Watch(1, 1, state => heard.Add(state.Progress));

        for (var i = 1; i <= 50; i++)
        {
            hub.Publish(State(i / 100.0));
            time.Advance(TimeSpan.Zero);
        }
        heard.ShouldBe([0.01]);
        time.Advance(RunProgressHub.Interval);

        heard.ShouldBe([0.01, 0.5]);
    }

    [Fact]
    public void Publish_TheEndOfARun_IsHeardAtOnceAndForgotten()
    {
        var time = new ManualTime();
        var hub = new RunProgressHub(time);
        var heard = new List<RunState>();
        using var watching = hub.Watch(1, null, state => heard.Add(state.State));
        hub.Publish(State(0.1));
        time.Advance(TimeSpan.Zero);

        hub.Publish(State(1, RunState.Succeeded));
        time.Advance(TimeSpan.Zero);

        heard.ShouldBe([RunState.Running, RunState.Succeeded]);
        hub.Latest(1).ShouldBeNull();
    }

    [Fact]
    public void Watch_AnotherShop_HearsNothing()
    {
        var time = new ManualTime();
        var hub = new RunProgressHub(time);
        var heard = 0;
        using var watching = hub.Watch(2, null, _ => heard++);

        hub.Publish(State(0.5));
        time.Advance(RunProgressHub.Interval);

        heard.ShouldBe(0);
        hub.Running(2).ShouldBeEmpty();
        hub.Running(1).Count.ShouldBe(1);
    }

    [Fact]
    public void Dispose_AWatcher_IsNotCalledAgain()
    {
        var time = new ManualTime();
        var hub = new RunProgressHub(time);
        var heard = 0;
        var watching = hub.Watch(1, null, _ => heard++);
        hub.Publish(State(0.1));
        watching.Dispose();

        time.Advance(RunProgressHub.Interval);
        hub.Publish(State(0.2));
        time.Advance(RunProgressHub.Interval);

        heard.ShouldBe(0);
    }
}
