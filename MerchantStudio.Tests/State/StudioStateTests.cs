using MerchantStudio.State;
using Microsoft.AspNetCore.Components;

namespace MerchantStudio.Tests.State;

public sealed class StudioStateTests
{
    [Fact]
    public void Address_AskedForByTheRouterThatHearsOfAChangeFirst_IsTheNewOne()
    {
        var bar = new AddressBar();
        StudioState? state = null;
        string? seen = null;
        bar.LocationChanged += (_, _) => seen = state!.Address["id"];
        using (state = new StudioState(bar, null!, null!, null!, TimeProvider.System))
        {
            _ = state.Address;

            bar.NavigateTo("/customer?id=17850");
        }

        seen.ShouldBe("17850");
    }

    private sealed class AddressBar : NavigationManager
    {
        public AddressBar() => Initialize("http://localhost/", "http://localhost/customers");

        protected override void NavigateToCore(string uri, NavigationOptions options)
        {
            Uri = ToAbsoluteUri(uri).ToString();
            NotifyLocationChanged(isInterceptedLink: false);
        }
    }
}
