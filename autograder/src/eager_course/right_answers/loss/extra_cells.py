# With extra cells: notes and trials between the exercises, and one solution pasted twice.

# %% extra before loss-model-solution
# Notes: y = W x + b. First try, before I read the task:
f = lambda x: 5.0 * x
f(3.0)

# %% extra before loss-mse-solution
model = Model()
model.W.assign(-1.0)
model(tf.constant([1.0, 2.0]))

# %% loss-mse-solution
def mean_squared_error(predicted, desired):
    if predicted.shape != desired.shape:
        raise ValueError("different shapes")
    return tf.reduce_mean(tf.square(predicted - desired))


# %% extra after loss-mse-solution
def mean_squared_error(predicted, desired):
    if predicted.shape != desired.shape:
        raise ValueError("different shapes")
    return tf.reduce_mean(tf.square(predicted - desired))


# %% extra after loss-mse
loss = mean_squared_error(Model()(tf.constant([1.0])), tf.constant([5.0]))
loss

# %% extra before loss-data
x, y = make_data(3.0, 2.0, 10, 1.0, 0)
np.random.seed(4)
np.random.normal()

# %% extra after loss-picture-solution
figure, ax = plt.subplots()
plot_fit(ax, *make_data(3.0, 2.0, 10, 1.0, 0), Model()(make_data(3.0, 2.0, 10, 1.0, 0)[0]))
plt.close(figure)

# %% extra after loss-hand-gradient
# What if I go on for a while?
model = Model()
x, y = make_data(3.0, 2.0, 100, 0.1, 5)
for _ in range(20):
    dW, db = hand_gradient(model, x, y)
    model.W.assign_sub(0.1 * dW)
    model.b.assign_sub(0.1 * db)
(model.W, model.b)
