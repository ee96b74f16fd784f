using Hub.Core.Schemas.Masking;

namespace Hub.Core.Schemas;

/// <summary>Personal values outside of events, as they are shown to those who may not see them: in the same way as <see cref="PersonalMask"/> does.</summary>
public static class MaskedValue
{
    public const string Hidden = MaskedText.Hidden;

    /// <summary>The first letter of each word.</summary>
    public static string Name(string text) => MaskedText.Of(text, MaskStyle.Name);

    /// <summary>The last three digits.</summary>
    public static string Number(string text) => MaskedText.Of(text, MaskStyle.Number);
}
