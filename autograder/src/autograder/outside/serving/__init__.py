"""The judge as a service, for practice: it gives verdicts, and never points.

A student's notebook asks for a **draw**: the programs and inputs of a question's cases. It runs
them and sends the answers, which are plain data; nothing that a student sends is ever run here. In
order of a request's way:

- `app` takes requests, and refuses those that `callers`, `draws` and `limits` do not let through;
- `store` keeps what was asked, so that no draw is used twice and limits hold;
- `ahead` has the right answers of solved notebooks, which `solve` lets give them beforehand;
- `workers` hands answers to processes that judge (`worker`), each under limits of its own;
- `page` shows the class's misconceptions, `metrics` counts, `openapi` describes all of it;
- `settings` reads serve.toml, and `server` starts everything.
"""
