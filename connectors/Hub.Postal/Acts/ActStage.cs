namespace Hub.Postal.Acts;

/// <summary>Where an act failed.</summary>
public enum ActStage
{
    Pickup,
    Delivery,
}
