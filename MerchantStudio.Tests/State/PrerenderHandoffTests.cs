using MerchantStudio.State;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.State;

public sealed class PrerenderHandoffTests
{
    private readonly ManualTime _time = new();
    private readonly PrerenderHandoff _handoff;

    public PrerenderHandoffTests() => _handoff = new PrerenderHandoff(_time);

    [Fact]
    public void Take_WithItsKey_GivesTheModelOnce()
    {
        var key = _handoff.Put("model");

        _handoff.Take<string>(key).ShouldBe("model");
        _handoff.Take<string>(key).ShouldBeNull();
    }

    [Fact]
    public void Take_AfterHalfAMinute_GivesNothing()
    {
        var key = _handoff.Put("model");

        _time.Advance(TimeSpan.FromSeconds(30));

        _handoff.Take<string>(key).ShouldBeNull();
    }

    [Fact]
    public void Take_AsSomethingElse_GivesNothing() => _handoff.Take<Uri>(_handoff.Put("model")).ShouldBeNull();
}
