namespace Hub.Core.Schemas.Masking;

/// <summary>How a personal value is shown (<c>x-mask</c>).</summary>
internal enum MaskStyle
{
    /// <summary>Not personal.</summary>
    None,

    /// <summary>Nothing of it.</summary>
    Hide,

    /// <summary>The first letter of each word.</summary>
    Name,

    /// <summary>The last three digits.</summary>
    Number,

    /// <summary>The first letter.</summary>
    Email,
}
