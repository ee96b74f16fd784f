namespace Hub.NationalPortal.Kpi;

/// <summary>One thing that will cost the centre in the portal's indicators.</summary>
public sealed record KpiFinding(string Rule, string Vi, string En);
