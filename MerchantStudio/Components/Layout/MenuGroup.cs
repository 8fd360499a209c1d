namespace MerchantStudio.Components.Layout;

/// <summary>The groups of the left menu, top to bottom. The name is also the resource key of the heading.</summary>
public enum MenuGroup
{
    Overview,
    Data,
    Customers,
    Recommendations,
    Conversion,
    Training,
    Settings,
}
