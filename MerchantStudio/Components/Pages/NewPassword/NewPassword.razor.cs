using MerchantStudio.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.NewPassword;

/// <summary>Where a one-time link leads: its account chooses a new password.</summary>
public sealed partial class NewPassword
{
    private IReadOnlyList<string> _problems = [];
    private string? _person;
    private bool _done;

    [Inject]
    public required IStringLocalizer<Resources.Account> L { get; init; }

    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }

    [SupplyParameterFromQuery(Name = "token")]
    public string? Token { get; set; }

    [SupplyParameterFromForm]
    public NewPasswordForm? Form { get; set; }

    [Inject]
    internal Accounts Accounts { get; init; } = null!;

    protected override async Task OnInitializedAsync() => _person = await Accounts.FindPasswordLinkAsync(Token ?? "", HttpContext.RequestAborted);

    private async Task SubmitAsync()
    {
        var attempt = Form?.Next is { Length: > 0 } next && next == Form.Repeated
            ? await Accounts.UsePasswordLinkAsync(Token ?? "", next, HttpContext.RequestAborted)
            : Attempt.Failed("PasswordsDiffer");
        _done = attempt.Succeeded;
        _problems = [.. attempt.Problems.Select(problem => L[problem].Value)];
    }

    /// <summary>What the form sends.</summary>
    public sealed class NewPasswordForm
    {
        public string? Next { get; set; }
        public string? Repeated { get; set; }
    }
}
