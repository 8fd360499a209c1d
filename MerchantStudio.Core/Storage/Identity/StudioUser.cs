using Microsoft.AspNetCore.Identity;

namespace MerchantStudio.Core.Storage.Identity;

/// <summary>A person who signs in. What they may do is said per shop by their memberships.</summary>
public sealed class StudioUser : IdentityUser<int>
{
    public string? DisplayName { get; set; }

    /// <summary>Culture that the person chose, such as <c>zh-CN</c>; null follows the browser.</summary>
    public string? Culture { get; set; }

    /// <summary><c>light</c>, <c>dark</c>, or null to follow the system.</summary>
    public string? Theme { get; set; }

    public DateTime CreatedUtc { get; set; }
}
