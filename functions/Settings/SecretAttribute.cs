namespace Hub.Functions.Settings;

/// <summary>The setting's value is never shown.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;
