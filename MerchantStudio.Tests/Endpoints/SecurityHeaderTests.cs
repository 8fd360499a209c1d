using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Endpoints;

public sealed class SecurityHeaderTests(SecurityHeaderTests.App app) : IClassFixture<SecurityHeaderTests.App>
{
    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/not-found")]
    [InlineData("/overview")]
    [InlineData("/health")]
    [InlineData("/css/shell.css")]
    public async Task Answer_OfAnyKind_CarriesTheSecurityHeaders(string path)
    {
        using var client = app.Studio.Stranger();

        var headers = (await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken)).Headers;

        var policy = headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'self'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe-eval");
        policy.Split(';').Single(part => part.TrimStart().StartsWith("script-src ", StringComparison.Ordinal)).Trim().ShouldBe("script-src 'self'");
        policy.Split(';').Single(part => part.TrimStart().StartsWith("style-src ", StringComparison.Ordinal)).Trim().ShouldBe("style-src 'self'");
        headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        headers.GetValues("X-Frame-Options").Single().ShouldBe("DENY");
        headers.GetValues("Referrer-Policy").Single().ShouldBe("same-origin");
    }

    [Fact]
    public async Task Page_WhenWritten_HasNoInlineScriptStyleOrHandler()
    {
        using var client = app.Studio.Stranger();

        var html = await client.GetStringAsync(new Uri("/not-found", UriKind.Relative), TestContext.Current.CancellationToken);

        html.ShouldNotMatch("<script(?![^>]*src=)");
        html.ShouldNotMatch("<style");
        html.ShouldNotMatch("\\son[a-z]+=");
    }

    [Fact]
    public async Task Page_WithASessionsData_IsNotKeptByCaches()
    {
        using var client = app.Studio.Stranger();

        var answer = await client.GetAsync(new Uri("/not-found", UriKind.Relative), TestContext.Current.CancellationToken);

        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    /// <summary>One application with one account, so that nobody is sent to the first run.</summary>
    public sealed class App : IAsyncLifetime
    {
        public StudioApp Studio { get; } = StudioApp.InProcess();

        public async ValueTask InitializeAsync() => await Studio.CreatePersonAsync("mia");

        public ValueTask DisposeAsync() => Studio.DisposeAsync();
    }
}
