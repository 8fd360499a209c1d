using System.CommandLine;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.People;

namespace MerchantStudio.Commands;

/// <summary>
/// <c>password-link</c>: for the machine's owner, who can read the data folder anyway. Makes a one-time link with which an
/// account chooses a new password.
/// </summary>
internal static class PasswordLinkCommand
{
    public static Command Create()
    {
        var (data, json) = (CommonOptions.Data(), CommonOptions.Json());
        var email = new Option<string>("--email") { Description = "What the account signs in with.", Required = true };
        var command = new Command("password-link", "Makes a one-time link to a new password.") { email, data, json };
        command.SetAction((parsed, cancellationToken) => VerbHost.RunAsync(parsed.GetValue(data), async (services, token) =>
        {
            var resets = services.GetRequiredService<PasswordResetStore>();
            var userId = await resets.FindAccountAsync(parsed.GetRequiredValue(email), token)
                ?? throw new ArgumentException($"No account signs in with '{parsed.GetRequiredValue(email)}'.");
            var link = await resets.CreateAsync(userId, null, token);
            await services.GetRequiredService<AuditLog>().WriteAsync(new Actor(null, null, null), "account.password-link", $"user/{userId}", "command line", token);
            return new { Path = "/new-password?token=" + link.Token, link.ExpiresUtc };
        }, cancellationToken));
        return command;
    }
}
