namespace Hub.AcceptanceTests.Post;

public sealed class LgspCentre : PostCentre
{
    public override string Dialect => "b";
}
