using Microsoft.Extensions.Options;

namespace MerchantStudio.Hosting;

/// <summary>Settings of the web server itself, section <c>MerchantStudio:Hosting</c>.</summary>
public sealed class HostingOptions
{
    public const string Section = StudioSettings.Section + ":Hosting";
    public const string DefaultUrl = "http://localhost:5080";

    /// <summary>Requests per minute and address to the sign-in, first-run and invitation forms.</summary>
    public int SignInAttemptsPerMinute { get; set; } = 10;

    /// <summary>True when a reverse proxy in front ends TLS and sets X-Forwarded-For and X-Forwarded-Proto.</summary>
    public bool BehindProxy { get; set; }

    /// <summary>Seconds for which the browser is told to insist on HTTPS, once it came by HTTPS; 0 says nothing.</summary>
    public int HstsSeconds { get; set; } = 15_552_000;

    /// <summary>Longest time that a start waits for the pages of its shops to be ready before it listens; 0 listens at once.</summary>
    public int WarmUpSeconds { get; set; } = 15;
}

internal sealed class HostingOptionsValidator : IValidateOptions<HostingOptions>
{
    public ValidateOptionsResult Validate(string? name, HostingOptions options)
    {
        List<string> problems = [];
        if (options.SignInAttemptsPerMinute is < 1 or > 10_000)
        {
            problems.Add($"{HostingOptions.Section}:SignInAttemptsPerMinute must be between 1 and 10000 but is {options.SignInAttemptsPerMinute}.");
        }
        if (options.HstsSeconds is < 0 or > 63_072_000)
        {
            problems.Add($"{HostingOptions.Section}:HstsSeconds must be between 0 and 63072000 (two years) but is {options.HstsSeconds}.");
        }
        if (options.WarmUpSeconds is < 0 or > 600)
        {
            problems.Add($"{HostingOptions.Section}:WarmUpSeconds must be between 0 and 600 but is {options.WarmUpSeconds}.");
        }
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
