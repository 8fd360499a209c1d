using MerchantStudio.Access;
using MerchantStudio.Components.Shared.Forms;
using MerchantStudio.Core.Domain;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Invitation;

public sealed partial class Invitation
{
    private IReadOnlyList<string> _problems = [];
    private (Core.Domain.Invitation Invitation, Shop Shop)? _open;
    private string? _person;

    [Inject]
    public required IStringLocalizer<Resources.Account> L { get; init; }

    [Inject]
    public required IStringLocalizer<Shell> S { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }

    [SupplyParameterFromQuery(Name = "token")]
    public string? Token { get; set; }

    [SupplyParameterFromForm]
    public AccountForm? Form { get; set; }

    [Inject]
    internal Accounts Accounts { get; init; } = null!;

    private string SignInHere => QueryHelpers.AddQueryString(
        AccessRegistration.SignInPath, "back", QueryHelpers.AddQueryString("/accept-invitation", "token", Token ?? ""));

    private AccountForm Sent => Form ??= new AccountForm();

    protected override async Task OnInitializedAsync()
    {
        _open = await Accounts.FindInvitationAsync(Token ?? "", HttpContext.RequestAborted);
        _person = HttpContext.User.UserId() is null ? null : HttpContext.User.Identity?.Name;
    }

    private async Task SubmitAsync()
    {
        var attempt = await AcceptAsync();
        if (attempt.Succeeded)
        {
            Navigation.NavigateTo("/");
            return;
        }
        _problems = [.. attempt.Problems.Select(problem => L[problem].Value)];
    }

    private Task<Attempt> AcceptAsync()
    {
        if (HttpContext.User.UserId() is { } userId)
        {
            return Accounts.AcceptAsync(Token ?? "", userId, _person, HttpContext.RequestAborted);
        }
        var missing = Sent.Check().ToArray();
        return missing.Length > 0
            ? Task.FromResult(Attempt.Failed(missing))
            : Accounts.AcceptAsNewAsync(Token ?? "", Sent.ToAccount(), HttpContext.RequestAborted);
    }
}
