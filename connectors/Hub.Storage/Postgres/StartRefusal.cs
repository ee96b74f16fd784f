using Npgsql;

namespace Hub.Storage.Postgres;

/// <summary>Which setting is to blame when PostgreSQL refuses a start for want of a right, a role or a schema. Codes: PostgreSQL 15, appendix A.</summary>
internal static class StartRefusal
{
    /// <returns>Null when it was refused for another reason.</returns>
    public static StoreRightsException? Of(PostgresOptions options, Exception exception)
    {
        if (exception is not PostgresException refused)
        {
            return null;
        }

        var account = new NpgsqlConnectionStringBuilder(options.ConnectionString).Username ?? Environment.UserName;
        return refused.SqlState switch
        {
            PostgresErrorCodes.UndefinedObject when options.Migrate && options.AppRole is { } role => new(
                $"Máy chủ PostgreSQL không có vai trò '{role}' nêu ở Postgres:AppRole: tạo bằng CREATE ROLE \"{role}\" LOGIN, hoặc sửa tên. / "
                + $"The PostgreSQL server has no role '{role}' as named by Postgres:AppRole: make it with CREATE ROLE \"{role}\" LOGIN, or correct the name.", refused),
            PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName when options.Migrate => new(
                $"Tài khoản '{account}' không được tạo hay sửa lược đồ '{options.Schema}': hub chạy thường ngày thì đặt Postgres:Migrate=false; nâng cấp thì chạy bằng tài khoản chủ sở hữu. / "
                + $"The account '{account}' may not create or change the schema '{options.Schema}': for a hub at its daily work set Postgres:Migrate=false; run an upgrade as the schema's owner.", refused),
            PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName => new(
                $"Tài khoản '{account}' chưa có quyền trên lược đồ '{options.Schema}': chạy nâng cấp một lần bằng tài khoản chủ sở hữu, với Postgres:AppRole={account}. / "
                + $"The account '{account}' has no rights on the schema '{options.Schema}': run the upgrade once as its owner, with Postgres:AppRole={account}.", refused),
            _ => null,
        };
    }
}
