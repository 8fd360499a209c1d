using Bunit;
using MerchantStudio.Components.Pages.Import;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.State;
using MerchantStudio.Tests.Support;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.Components.Import;

[UseCulture("en-GB")]
public sealed class UploadZoneTests : StudioTestContext
{
    private readonly List<IReadOnlyList<string>> _arrived = [];

    public UploadZoneTests()
    {
        Services.AddSingleton<AntiforgeryStateProvider, FakeAntiforgery>();
        Services.AddOptions<UploadOptions>();
        JSInterop.SetupModule("./assets/page/upload.js").SetupModule("attach", _ => true).SetupVoid("dispose").SetVoidResult();
    }

    [Fact]
    public async Task Files_DroppedTogether_AreHandedOverTogetherWhenTheLastIsThere()
    {
        var zone = await OpenAsync();

        await zone.InvokeAsync(() => zone.Instance.AddedAsync([new("a", "orders.csv", 100), new("b", "items.csv", 200)]));
        await zone.InvokeAsync(() => zone.Instance.ProgressAsync("a", 50));
        zone.FindAll("progress")[0].GetAttribute("value").ShouldBe("0.5");
        await zone.InvokeAsync(() => zone.Instance.ArrivedAsync("a", "id-a"));
        _arrived.ShouldBeEmpty();
        await zone.InvokeAsync(() => zone.Instance.ArrivedAsync("b", "id-b"));

        _arrived.Single().ShouldBe(["id-a", "id-b"]);
    }

    [Fact]
    public async Task File_ThatCannotBeSent_SaysSoAndHoldsNothingElseUp()
    {
        var zone = await OpenAsync();

        await zone.InvokeAsync(() => zone.Instance.AddedAsync([new("a", "orders.csv", 100), new("b", "huge.csv", 200)]));
        await zone.InvokeAsync(() => zone.Instance.ArrivedAsync("a", "id-a"));
        await zone.InvokeAsync(() => zone.Instance.FailedAsync("b", "TooLarge"));

        zone.Find("[role=alert]").TextContent.ShouldBe("huge.csv could not be uploaded: TooLarge");
        _arrived.Single().ShouldBe(["id-a"]);
    }

    private async Task<IRenderedComponent<UploadZone>> OpenAsync()
    {
        await Services.GetRequiredService<StudioState>().RefreshAsync(Xunit.TestContext.Current.CancellationToken);
        return Render<UploadZone>(parameters => parameters.Add(zone => zone.OnArrived, _arrived.Add));
    }

    private sealed class FakeAntiforgery : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => new("token", "field");
    }
}
