namespace Hub.Core.Places;

/// <summary>A commune-level unit since 2025-07: commune, ward or special zone.</summary>
/// <param name="Code">Official code of five digits.</param>
/// <param name="ProvinceCode">Official code of two digits.</param>
public sealed record Unit(string Code, string Name, string ProvinceCode, string ProvinceName);
