namespace Hub.Postal.Dialects.MyVnPost.Shapes;

internal sealed record MyVnPostLogin(string Username, string Password, string CustomerCode)
{
    public override string ToString() => nameof(MyVnPostLogin);
}
